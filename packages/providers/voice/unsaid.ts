/** What is left of a sentence when a voice breaks off in it. */
import { placeWords, roughSyllables } from '../local/place-words.ts';

/** Syllables per second, before a voice has shown its own pace. */
const usualPace = 4.4;

const syllablesOf = (text: string): number => text.split(/\s+/).filter((word) => word !== '').reduce((sum, word) => sum + roughSyllables(word), 0);

/** How fast a voice speaks, learned from the sentences that it finished. */
export class Pace {
  #syllables = usualPace * 4;
  #seconds = 4;

  finished(text: string, seconds: number): void {
    if (seconds <= 0) return;
    this.#syllables += syllablesOf(text);
    this.#seconds += seconds;
  }

  secondsFor(text: string): number {
    return (syllablesOf(text) * this.#seconds) / this.#syllables;
  }
}

/**
 * The words that were not said yet. A word that may have been cut is said again: to hear one twice is better than never.
 * @param seconds of sound that came out.
 */
export function unsaid(text: string, seconds: number, pace: Pace): string {
  const whole = pace.secondsFor(text);
  // A step back of a tenth of a second, for the silence at the start and a pace that is only an estimate.
  const reached = seconds - 0.1;
  return placeWords(text, [{ from: 0, to: Math.max(0.01, whole) }]).filter((word) => word.to > reached).map((word) => word.text).join(' ');
}
