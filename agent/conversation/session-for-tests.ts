/** For tests: the framework's real session without a room. Its voice says silence, a fixed time for each word, and its output takes as long as the sound. */
import { initializeLogger, voice } from '@livekit/agents';
import type { AudioFrame } from '@livekit/rtc-node';
import { WellFirstTTS } from '@greenroom/providers/voice/well-first-tts';

const sampleRate = 24_000;
const wordMs = 20;
/** So long a room needs to stop on a busy machine. */
const stoppingMs = 120;
/** A room's output takes so much ahead of what is heard; what comes after it waits. */
const aheadMs = 40;

class PacedOutput extends voice.AudioOutput {
  private pushedMs = 0;
  private playedMs = 0;
  /** Undefined while nothing plays, or while it is held. */
  private playingSinceMs: number | undefined;
  private flushed = false;
  private held = false;
  private ending: NodeJS.Timeout | undefined;
  /** Counts what was thrown away: whoever waits to be heard then waits no more. */
  private cleared = 0;

  constructor() {
    super(sampleRate, undefined, { pause: true });
    // Each test's conversation listens to it.
    this.setMaxListeners(0);
  }

  override async captureFrame(frame: AudioFrame): Promise<void> {
    const { cleared } = this;
    while (this.cleared === cleared && (this.held || this.pushedMs - this.heardMs > aheadMs)) await new Promise((resolve) => setTimeout(resolve, 5));
    if (this.cleared !== cleared) return;
    await super.captureFrame(frame);
    if (this.pushedMs === 0) this.onPlaybackStarted(Date.now());
    this.pushedMs += (frame.samplesPerChannel / frame.sampleRate) * 1000;
    if (!this.held) this.playingSinceMs ??= Date.now();
  }

  override flush(): void {
    super.flush();
    if (this.pushedMs === 0) return;
    this.flushed = true;
    this.awaitEnd();
  }

  override pause(): void {
    super.pause();
    this.held = true;
    this.stopClock();
    clearTimeout(this.ending);
  }

  override resume(): void {
    super.resume();
    if (!this.held) return;
    this.held = false;
    if (this.pushedMs === 0) return;
    this.playingSinceMs = Date.now();
    this.awaitEnd();
  }

  override clearBuffer(): void {
    this.cleared += 1;
    if (this.pushedMs === 0) return;
    if (!this.flushed) super.flush();
    clearTimeout(this.ending);
    this.ending = setTimeout(() => this.finish(true), stoppingMs);
  }

  private awaitEnd(): void {
    clearTimeout(this.ending);
    if (!this.flushed || this.playingSinceMs === undefined) return;
    this.ending = setTimeout(() => this.finish(false), Math.max(0, this.pushedMs - this.heardMs));
  }

  private get heardMs(): number {
    return this.playedMs + (this.playingSinceMs === undefined ? 0 : Date.now() - this.playingSinceMs);
  }

  private stopClock(): void {
    this.playedMs = this.heardMs;
    this.playingSinceMs = undefined;
  }

  private finish(interrupted: boolean): void {
    this.stopClock();
    const playbackPosition = (interrupted ? this.playedMs : this.pushedMs) / 1000;
    Object.assign(this, { pushedMs: 0, playedMs: 0, flushed: false });
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
