/**
 * Times for words whose recogniser gives none: they are laid over the voiced runs of their piece, longer words longer,
 * so that the pauses between runs lie between words. Estimates, and marked as such by whoever passes them on.
 */
import type { Run } from './voiced-runs.ts';

export interface PlacedWord extends Run {
  text: string;
}

/** What a word costs beside its syllables, in syllables: consonants at its edges. */
const perWord = 0.6;
/** "Um" and its kin are drawn out. */
const hesitation = /^(u+h*m+|u+h+|e+r+m*|a+h+|h+m+|m+)\W*$/i;
/** A pause is likelier after a comma or a full stop: worth a misfit of this share of the piece. */
const punctuationBonus = 0.004;

/** Roughly the syllables of an English word or number, at least 1. Enough for sharing time out. */
export function roughSyllables(word: string): number {
  const spoken = word.toLowerCase().replace(/[^a-z0-9]/g, '');
  const digits = spoken.replace(/[^0-9]/g, '').length;
  const letters = spoken.replace(/[0-9]/g, '');
  const vowels = letters.replace(/(?<=[aeiouy].*)((?<=[^aeiouyl])e|(?<=[^aeiouytd])ed|(?<=[^aeiouysxzcgh])es)$/, '').match(/[aeiouy]+/g)?.length ?? 0;
  return Math.max(1, vowels + digits * 1.5);
}

function weightOf(word: string): number {
  return perWord + (hesitation.test(word) ? 2 : roughSyllables(word));
}

/** The fewest runs that still have a word each: the shortest pauses are dropped. */
function atMost(runs: readonly Run[], count: number): Run[] {
  const kept = runs.map((run) => ({ ...run }));
  while (kept.length > count) {
    let shortest = 1;
    for (let index = 2; index < kept.length; index += 1) {
      if (gapBefore(kept, index) < gapBefore(kept, shortest)) shortest = index;
    }
    const [removed] = kept.splice(shortest, 1);
    const before = kept[shortest - 1];
    if (removed !== undefined && before !== undefined) before.to = removed.to;
  }
  return kept;
}

function gapBefore(runs: readonly Run[], index: number): number {
  return (runs[index]?.from ?? 0) - (runs[index - 1]?.to ?? 0);
}

/** Index of each run's first word, so that words and voice fit best over all runs. */
function firstWords(words: readonly string[], weights: readonly number[], runs: readonly Run[]): number[] {
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const voiced = runs.reduce((sum, { from, to }) => sum + to - from, 0);
  const before = [0];
  for (const weight of weights) before.push((before.at(-1) ?? 0) + weight / totalWeight);

  // best[r][n]: the least misfit with the first n words in the first r runs.
  const best: number[][] = [[0]];
  const choice: number[][] = [[]];
  for (const [index, run] of runs.entries()) {
    const share = (run.to - run.from) / voiced;
    const costs: number[] = [];
    const choices: number[] = [];
    for (let end = index + 1; end <= words.length - (runs.length - index - 1); end += 1) {
      for (let start = index; start < end; start += 1) {
        const sofar = best[index]?.[start];
        if (sofar === undefined) continue;
        const misfit = (before[end] ?? 0) - (before[start] ?? 0) - share;
        const likely = end < words.length && /[,.;:?!]$/.test(words[end - 1] ?? '') ? punctuationBonus : 0;
        const cost = sofar + misfit * misfit - likely;
        if (cost < (costs[end] ?? Infinity)) {
          costs[end] = cost;
          choices[end] = start;
        }
      }
    }
    best.push(costs);
    choice.push(choices);
  }
  const starts: number[] = [];
  for (let run = runs.length, end = words.length; run > 0; run -= 1) {
    end = choice[run]?.[end] ?? run - 1;
    starts.unshift(end);
  }
  return starts;
}

/** Places the words of `text` inside the voiced runs of its piece. */
export function placeWords(text: string, voiced: readonly Run[]): PlacedWord[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0 || voiced.length === 0) return [];
  const runs = atMost(voiced, words.length);
  const weights = words.map(weightOf);
  const starts = firstWords(words, weights, runs);
  return runs.flatMap((run, index) => {
    const start = starts[index] ?? 0;
    const end = starts[index + 1] ?? words.length;
    const total = weights.slice(start, end).reduce((sum, weight) => sum + weight, 0);
    let at = run.from;
    return words.slice(start, end).map((word, offset) => {
      const from = at;
      at += ((run.to - run.from) * (weights[start + offset] ?? 0)) / total;
      return { text: word, from, to: at };
    });
  });
}
