/** Moonshine on this machine as one of several recognisers: the one that is always there. */
import { piecewiseHearing } from '../hearing/piecewise.ts';
import type { Hearing } from '../hearing/hearing.ts';
import { loadMoonshine, moonshineLongestSeconds } from './moonshine.ts';

export function moonshineHearing(modelsDir: string, onBacklog?: (milliseconds: number) => void): Hearing {
  return piecewiseHearing({ name: 'moonshine-tiny-en (on this machine)', load: () => loadMoonshine(modelsDir), longestSeconds: moonshineLongestSeconds, interim: true, onBacklog });
}
