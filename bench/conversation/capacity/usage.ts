/** From samples to what a process takes. Pure. */
import { round, slope } from '../figures.ts';
import type { ProcessSample } from './processes.ts';

export interface Usage {
  minutes: number | null;
  cpuSeconds: number | null;
  /** Share of one core. */
  cores: number | null;
  residentMb: { last: number | null; most: number | null };
  /** Least squares, over what comes after the settling. */
  mbPerMinute: number | null;
}

/** A process fills its caches first; that is no leak. Share of the time. */
const settling = 0.2;

export function usageOf(samples: readonly ProcessSample[]): Usage {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return { minutes: null, cpuSeconds: null, cores: null, residentMb: { last: null, most: null }, mbPerMinute: null };
  const seconds = (last.atMs - first.atMs) / 1000;
  const settled = samples.filter(({ atMs }) => atMs - first.atMs >= seconds * 1000 * settling);
  return {
    minutes: round(seconds / 60, 1),
    cpuSeconds: round(last.cpuSeconds - first.cpuSeconds, 1),
    cores: seconds === 0 ? null : round((last.cpuSeconds - first.cpuSeconds) / seconds, 3),
    residentMb: { last: round(last.residentMb), most: round(Math.max(...samples.map(({ residentMb }) => residentMb))) },
    mbPerMinute: settled.length < 3 ? null : round(slope(settled.map(({ atMs, residentMb }) => ({ x: atMs / 60_000, y: residentMb }))), 2),
  };
}
