/** Words and silence. Estimated words fill their voice-activity segment, so that the gaps between segments are real ones. */
import type { Word } from '@greenroom/contracts';
import { syllablesOf } from './syllables.ts';

/** Seconds. Silence of at least this length between words is a pause (de Jong & Bosker 2013: 250 ms). */
export const shortestPauseSeconds = 0.25;
/** Seconds. A pause that a listener notices as one; marked in the transcript. */
export const longPauseSeconds = 2;

/** A silent pause between two words; `after` is the index of the word before it. Seconds. */
export interface Pause {
  after: number;
  seconds: number;
}

/** Recognisers' times are rounded; a gap of exactly 250 ms must not be lost to binary fractions. */
const rounding = 1e-6;

/** Silent pauses of at least `shortestSeconds` between neighbouring words, in order. */
export function pausesOf(words: readonly Word[], shortestSeconds: number = shortestPauseSeconds): Pause[] {
  const pauses: Pause[] = [];
  let heardUntil = words[0]?.end ?? 0;
  for (let i = 1; i < words.length; i += 1) {
    const word = words[i];
    if (word === undefined) continue;
    const seconds = word.start - heardUntil;
    if (seconds >= shortestSeconds - rounding) pauses.push({ after: i - 1, seconds });
    heardUntil = Math.max(heardUntil, word.end);
  }
  return pauses;
}

/** The text that words make: joined by single spaces, as offsets in marks expect it. */
export const textOf = (words: readonly Word[]): string => words.map((word) => word.text).join(' ');

/** The words of the last `seconds` (default 20, the live window) before `now`, both on the interview's clock. */
export const rollingWindow = (words: readonly Word[], now: number, seconds = 20): Word[] => words.filter((word) => word.end > now - seconds && word.start <= now);

/**
 * Words for a text whose recogniser or voice gives no word times: spread over `start`…`end` (seconds) by their syllables,
 * marked as estimated. White space separates words; punctuation stays on them.
 */
export function wordsOf(text: string, start: number, end: number): Word[] {
  const texts = text.split(/\s+/).filter((word) => word !== '');
  const weights = texts.map((word) => Math.max(1, syllablesOf(word)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let spoken = 0;
  return texts.map((word, index) => {
    const from = start + ((end - start) * spoken) / total;
    spoken += weights[index] ?? 1;
    return { text: word, start: from, end: start + ((end - start) * spoken) / total, estimated: true };
  });
}
