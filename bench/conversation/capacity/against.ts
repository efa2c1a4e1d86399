/** The response of many beside that of one. Pure. */
import { ratio, spread } from '../figures.ts';

/** How late an answer to this recording came. */
export interface Delay {
  id: string;
  ms: number;
}

export interface Against {
  /** So many recordings both have answered. */
  recordings: number;
  p50: number | null;
  p95: number | null;
}

/**
 * Ratios of percentiles over the recordings that both have answered: some answers take longer than others by themselves, and
 * many interviews hear more of them than one does in the same time.
 */
export function against(many: readonly Delay[], one: readonly Delay[]): Against {
  const both = new Set(one.map(({ id }) => id).filter((id) => many.some((delay) => delay.id === id)));
  const spreadOf = (delays: readonly Delay[]) => spread(delays.filter(({ id }) => both.has(id)).map(({ ms }) => ms));
  const [ours, theirs] = [spreadOf(many), spreadOf(one)];
  return { recordings: both.size, p50: ratio(ours.p50Ms, theirs.p50Ms), p95: ratio(ours.p95Ms, theirs.p95Ms) };
}
