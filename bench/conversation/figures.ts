/** Percentiles and their kin, rounded for people. Of an empty list there is no figure: null. */

/** The smallest value that at least this share of all values does not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? null;
}

export const median = (values: readonly number[]): number | null => percentile(values, 0.5);
export const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length);

/** To so many digits after the point. */
export function round(value: number | null, digits = 0): number | null {
  return value === null || !Number.isFinite(value) ? null : Math.round(value * 10 ** digits) / 10 ** digits;
}

/** How many times the second the first is, to two digits; null when either is missing or there is nothing to divide by. */
export function ratio(value: number | null, to: number | null): number | null {
  return value === null || to === null || to === 0 ? null : round(value / to, 2);
}

export const share = (count: number, of: number): number | null => (of === 0 ? null : round(count / of, 3));

/** P50 and P95 in whole milliseconds, with how many there were. */
export const spread = (values: readonly number[]): { count: number; p50Ms: number | null; p95Ms: number | null } => ({
  count: values.length, p50Ms: round(median(values)), p95Ms: round(percentile(values, 0.95)),
});

/** Least squares: by how much `y` grows per `x`. Null for fewer than two different places. */
export function slope(points: readonly { x: number; y: number }[]): number | null {
  const [centreX, centreY] = [mean(points.map(({ x }) => x)) ?? 0, mean(points.map(({ y }) => y)) ?? 0];
  const spreadX = points.reduce((sum, { x }) => sum + (x - centreX) ** 2, 0);
  return spreadX === 0 ? null : points.reduce((sum, { x, y }) => sum + (x - centreX) * (y - centreY), 0) / spreadX;
}
