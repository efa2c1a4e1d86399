/** The geometry of a small chart: pure numbers, the same on the server and in the browser. */

/** In the chart's own units; it scales with its width. */
export const frame = { width: 320, height: 120, left: 30, right: 8, top: 10, bottom: 10 } as const;

export interface Scale {
  low: number;
  high: number;
  y(value: number): number;
}

/**
 * Spans all values, and at least `span`, so that a small difference does not look like a large one.
 * @param most the greatest value that there can be
 */
export function scaleOf(values: readonly number[], span: number, most = Infinity): Scale {
  const least = values.length === 0 ? 0 : Math.min(...values);
  const greatest = values.length === 0 ? span : Math.max(...values);
  const missing = Math.max(0, span - (greatest - least)) / 2;
  let low = Math.max(0, least - missing);
  let high = Math.max(low + span, greatest + missing);
  if (high > most) [low, high] = [Math.max(0, Math.min(least, most - span)), most];
  const inner = frame.height - frame.top - frame.bottom;
  return { low, high, y: (value) => round(frame.top + inner * (1 - (value - low) / (high - low))) };
}

/** Sessions stand side by side in their order, not by date: three in one week would lie on one another. */
export function xOf(index: number, count: number): number {
  const inner = frame.width - frame.left - frame.right;
  return round(frame.left + (count < 2 ? inner / 2 : (inner * index) / (count - 1)));
}

/** Where the middle half of one's own values lies. Undefined with fewer than five: there is no habit to speak of. */
export function ownRange(values: readonly (number | null)[]): { low: number; high: number } | undefined {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length < 5) return undefined;
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const [below = 0, above = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { low: at(0.25), high: at(0.75) };
}

/** Lines through values that follow one another; where one is missing the line ends, because nothing is known there. */
export function linesThrough(values: readonly (number | null)[], scale: Scale): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  const end = (): void => {
    if (line.length > 1) lines.push(`M${line.join('L')}`);
    line = [];
  };
  for (const [index, value] of values.entries()) {
    if (value === null) end();
    else line.push(`${xOf(index, values.length)} ${scale.y(value)}`);
  }
  end();
  return lines;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
