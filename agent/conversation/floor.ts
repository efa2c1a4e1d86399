/**
 * Who has the floor while the interviewer speaks. A voice of the candidate holds the interviewer's sound at once, before any word
 * is known; the words then decide: an interruption stops the line, "mhm" and noises let it go on from where it was held.
 */
import type { Voice } from './voice.ts';

/** A voice without a word for so long is a noise. Milliseconds. */
const wordlessMs = 1_500;

export class Floor {
  private readonly voice: Pick<Voice, 'hold' | 'release' | 'interruptible'>;
  private heldSinceMs: number | undefined;
  /** What sounds right now turned out to be no speech. */
  private noise = false;

  constructor(voice: Pick<Voice, 'hold' | 'release' | 'interruptible'>) {
    this.voice = voice;
  }

  /** The candidate's voice sounds while the interviewer speaks, or is about to. */
  claim(now: number): void {
    if (this.heldSinceMs !== undefined || this.noise || !this.voice.interruptible) return;
    this.heldSinceMs = now;
    this.voice.hold();
  }

  /** The candidate's voice has stopped. */
  voiceEnded(): void {
    this.noise = false;
  }

  /** It was a listener's sound, or nothing: the line goes on. */
  giveBack(): void {
    if (this.heldSinceMs === undefined) return;
    this.heldSinceMs = undefined;
    this.voice.release();
  }

  /** To be asked again and again while the interviewer speaks. @param wordsToMs epoch milliseconds up to which words are known; 0 for none */
  look(now: number, wordsToMs: number): void {
    if (this.heldSinceMs === undefined || wordsToMs > this.heldSinceMs || now - this.heldSinceMs < wordlessMs) return;
    this.noise = true;
    this.giveBack();
  }

  /** The line has ended, however it did. */
  lineEnded(): void {
    this.heldSinceMs = undefined;
  }
}
