/** What is known of the candidate's voice before its words are: whether it sounds, and whether what is heard is up to date. */

/** When the clock is later than this, the process was stalled: what was said meanwhile is looked at first. */
const stallMs = 250;
const afterStallMs = 500;
/** A voice that brings no new words for so long is a noise: it does not hold the interviewer up. */
const noiseMs = 4_000;

export class CandidateVoice {
  /** A voice is heard right now, though its words may not be known yet. */
  speaking = false;
  /** How far the recogniser is behind the microphone. On a busy machine that is no silence. */
  backlogMs = 0;
  /** Epoch milliseconds at which the voice began or last brought new words. */
  private lastNewsAtMs = 0;
  private lastLookMs = Date.now();
  private stalledUntilMs = 0;

  /** A voice began or ended, some hundred milliseconds before its words are known. */
  active(speaking: boolean): void {
    this.speaking = speaking;
    this.news();
  }

  /** New words were heard. */
  news(): void {
    this.lastNewsAtMs = Date.now();
  }

  /** To be asked again and again, with the time: whether a silence now is one. */
  quietAt(now: number): boolean {
    if (now - this.lastLookMs > stallMs) this.stalledUntilMs = now + afterStallMs;
    this.lastLookMs = now;
    return now >= this.stalledUntilMs && !(this.speaking && now - this.lastNewsAtMs < noiseMs);
  }

  /** Milliseconds of silence since this moment, as far as the audio was heard. */
  silentSince(epochMs: number, now: number): number {
    return now - this.backlogMs - epochMs;
  }
}
