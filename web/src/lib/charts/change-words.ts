/** A trend in words. Nothing is praised or blamed that may be chance: `steady` is said as such, and so is too little evidence. */
import type { SeriesKey, Trend } from '@greenroom/contracts';
import { sizeOf } from './series.ts';

/** Values that a change is told from; the API compares from here on. */
export const enoughValues = 5;

export interface ChangeWords {
  /** One word or two. */
  head: string;
  rest: string;
  /** Whether it stands out from chance. */
  told: boolean;
}

const heads = { better: 'Better', worse: 'Worse', higher: 'Higher', lower: 'Lower' } as const;

/** @param measured how many of one's sessions have a value that may be compared */
export function changeWords(key: SeriesKey, { change }: Pick<Trend, 'change'>, measured: number): ChangeWords {
  if (change === null) {
    const rest = measured === 0 ? 'Nothing was measured in this range.' : measured >= enoughValues ? 'Too little of it can be compared yet.' : `${measured} of the ${enoughValues} interviews that a comparison needs.`;
    return { head: 'Not enough evidence', rest, told: false };
  }
  const size = sizeOf(key, change.difference);
  const way = change.difference > 0 ? 'more' : 'less';
  if (change.verdict !== 'steady') return { head: heads[change.verdict], rest: `${size} ${way} than where you began.`, told: true };
  if (change.difference === 0) return { head: 'Steady', rest: 'the same as where you began.', told: false };
  return { head: 'Steady', rest: `${size} ${way}, within what your interviews differ anyway.`, told: false };
}
