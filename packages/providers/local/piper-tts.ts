/** Speaking on this machine alone: Piper as a LiveKit TTS. Give its {@link SentenceTTS.bySentence} to an `AgentSession`. */
import { SentenceTTS } from '../voice/sentence-tts.ts';
import { localModels, type LocalModels } from './local-models.ts';
import { piperSampleRate } from './piper.ts';
import { piperVoice } from './piper-voice.ts';

export interface PiperOptions {
  /** The folder that `installVoices` made. */
  modelsDir: string;
  /** Where the voice runs. @defaultValue in this process */
  models?: LocalModels | undefined;
  /** 1 is the voice's own pace. @defaultValue 1 */
  speed?: number | undefined;
}

export class PiperTTS extends SentenceTTS {
  constructor({ modelsDir, models = localModels(modelsDir), speed = 1 }: PiperOptions) {
    const voice = piperVoice({ models, speed });
    super({
      label: 'local.PiperTTS',
      model: 'piper-en_US-joe-medium',
      provider: 'local',
      sampleRate: piperSampleRate,
      speak: (text, { signal, urgency }) => voice.speak(text, signal, urgency),
    });
  }
}
