/** Where inside a piece of audio there is voice, finer than the voice-activity model tells: from the energy of 10 ms steps. */
import { windowSeconds } from './piece-cutter.ts';

/** A span inside a piece, in seconds from its first sample. */
export interface Run {
  from: number;
  to: number;
}

const stepSeconds = 0.01;
/** Silence shorter than this belongs to speaking (closures of consonants); longer is a pause. */
export const shortestPauseSeconds = 0.25;
/** Voice shorter than this between two pauses is a click or a breath. */
const shortestRunSeconds = 0.05;
/** Below the piece's loud parts by so much is silence… */
const silenceBelowLoudDb = 30;
/** …and so is what is hardly above its quietest parts, in a noisy room. */
const silenceAboveQuietDb = 6;

/** Loud, and still no voice: a door, a keyboard. */
const surelySilent = 0.08;

function decibels(samples: Int16Array, from: number, to: number): number {
  let energy = 1;
  for (let index = from; index < to; index += 1) {
    const sample = samples[index] ?? 0;
    energy += sample * sample;
  }
  return 10 * Math.log10(energy / Math.max(1, to - from));
}

function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/**
 * The voiced runs of a piece, in order, with a pause of at least {@link shortestPauseSeconds} between two of them.
 * @param probabilities of speech, one per window of the voice-activity model, beginning with the piece.
 * @returns at least one run; the whole piece when nothing in it stands out.
 */
export function voicedRuns(samples: Int16Array, sampleRate: number, probabilities: readonly number[]): [Run, ...Run[]] {
  const step = Math.round(stepSeconds * sampleRate);
  const levels: number[] = [];
  for (let from = 0; from + step <= samples.length; from += step) levels.push(decibels(samples, from, from + step));
  const sorted = levels.toSorted((a, b) => a - b);
  const loud = quantile(sorted, 0.95);
  // A piece without any silence has no quiet part to compare with: never ask for more than 15 dB below its loud parts.
  const threshold = Math.max(loud - silenceBelowLoudDb, Math.min(quantile(sorted, 0.05) + silenceAboveQuietDb, loud - 15));

  const runs: Run[] = [];
  levels.forEach((level, index) => {
    const at = index * stepSeconds;
    const probability = probabilities[Math.floor(at / windowSeconds)] ?? 1;
    if (level < threshold || probability < surelySilent) return;
    const last = runs.at(-1);
    if (last !== undefined && at - last.to < shortestPauseSeconds) last.to = at + stepSeconds;
    else runs.push({ from: at, to: at + stepSeconds });
  });
  const [first, ...rest] = runs.filter(({ from, to }) => to - from >= shortestRunSeconds);
  return first === undefined ? [{ from: 0, to: samples.length / sampleRate }] : [first, ...rest];
}
