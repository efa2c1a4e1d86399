/** The services that hear and speak, as far as they have a key. By themselves, so that a check of them loads no local speech. */
import type { InterviewerVoice } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import type { Hearing } from '../hearing/hearing.ts';
import type { SentenceVoice } from '../voice/sentence-voice.ts';
import { deepgramHearing } from './deepgram-hearing.ts';
import { deepgramVoice } from './deepgram-voice.ts';
import { geminiVoice } from './gemini-voice.ts';
import { openaiHearing } from './openai-hearing.ts';
import { openaiVoice } from './openai-voice.ts';
import { deepgramVoices, geminiVoices, olderOpenaiVoices, openaiVoices, speedOf, voiceName } from './voice-choices.ts';

type Providers = Settings['providers'];

/** The recognisers that have a key, in the order that is set. */
export function cloudHearing({ speech, deepgram, openai }: Providers, keyterms: readonly string[] = [], language?: string): Hearing[] {
  return speech.hearing.flatMap((name) => {
    switch (name) {
      case 'deepgram': return deepgram === undefined ? [] : [deepgramHearing({ apiKey: deepgram.apiKey, baseUrl: deepgram.baseUrl, model: deepgram.model, keyterms, language })];
      case 'openai': return openai === undefined || speech.openaiTranscriptionModel === undefined ? [] : [openaiHearing({ apiKey: openai.apiKey, baseUrl: openai.baseUrl, model: speech.openaiTranscriptionModel, keyterms, language })];
    }
  });
}

/** The voices that have a key, in the order that is set. @param choice of the candidate; without one, the voices that are set */
export function cloudVoices({ speech, deepgram, openai, gemini }: Providers, choice?: InterviewerVoice): SentenceVoice[] {
  const pace = choice?.pace ?? 'normal';
  return speech.voices.flatMap((name) => {
    switch (name) {
      case 'deepgram': return deepgram === undefined ? [] : [deepgramVoice({ ...deepgram, voice: voiceName(deepgram.voice, deepgramVoices, choice), speed: speedOf[pace] })];
      case 'openai': {
        if (openai === undefined || speech.openaiSpeechModel === undefined) return [];
        const voices = speech.openaiSpeechModel.startsWith('tts-1') ? olderOpenaiVoices : openaiVoices;
        return [openaiVoice({ apiKey: openai.apiKey, baseUrl: openai.baseUrl, model: speech.openaiSpeechModel, voice: voiceName(speech.openaiVoice, voices, choice), pace })];
      }
      case 'gemini': return gemini === undefined ? [] : [geminiVoice({ apiKey: gemini.apiKey, baseUrl: gemini.baseUrl, model: speech.geminiSpeechModel, voice: voiceName(speech.geminiVoice, geminiVoices, choice), pace })];
    }
  });
}
