/** For tests: the framework's real session without a room. Its voice says silence, a fixed time for each word, and its output takes as long as the sound. */
import { initializeLogger, voice } from '@livekit/agents';
import type { AudioFrame } from '@livekit/rtc-node';
import { WellFirstTTS } from '@greenroom/providers/voice/well-first-tts';

const sampleRate = 24_000;
const wordMs = 20;
/** So long a room needs to stop on a busy machine. */
const stoppingMs = 120;

class PacedOutput extends voice.AudioOutput {
  private pushedMs = 0;
  private startedAtMs = 0;
  private playing: NodeJS.Timeout | undefined;

  constructor() {
    super(sampleRate);
  }

  override async captureFrame(frame: AudioFrame): Promise<void> {
    await super.captureFrame(frame);
    if (this.pushedMs === 0) {
      this.startedAtMs = Date.now();
      this.onPlaybackStarted(this.startedAtMs);
    }
    this.pushedMs += (frame.samplesPerChannel / frame.sampleRate) * 1000;
  }

  override flush(): void {
    super.flush();
    if (this.pushedMs === 0 || this.playing !== undefined) return;
    this.playing = setTimeout(() => this.finish(false), Math.max(0, this.startedAtMs + this.pushedMs - Date.now()));
  }

  override clearBuffer(): void {
    if (this.pushedMs === 0) return;
    if (this.playing === undefined) super.flush();
    clearTimeout(this.playing);
    this.playing = setTimeout(() => this.finish(true), stoppingMs);
  }

  private finish(interrupted: boolean): void {
    clearTimeout(this.playing);
    this.playing = undefined;
    const playbackPosition = (interrupted ? Date.now() - this.startedAtMs : this.pushedMs) / 1000;
    this.pushedMs = 0;
    this.onPlaybackFinished({ playbackPosition, interrupted });
  }
}

export async function startQuietSession(): Promise<voice.AgentSession> {
  initializeLogger({ pretty: false, level: 'fatal' });
  const quiet = {
    name: 'silence', sampleRate, patienceMs: undefined,
    async *speak(text: string) {
      await Promise.resolve();
      yield new Int16Array((text.split(/\s+/).length * wordMs * sampleRate) / 1000);
    },
  };
  const session = new voice.AgentSession({ tts: new WellFirstTTS({ voices: [quiet], notice: () => undefined }).bySentence(), vad: null, turnHandling: { turnDetection: 'manual', preemptiveGeneration: { enabled: false } }, userAwayTimeout: null, aecWarmupDuration: null });
  session.output.audio = new PacedOutput();
  await session.start({ agent: new voice.Agent({ instructions: '' }) });
  return session;
}
