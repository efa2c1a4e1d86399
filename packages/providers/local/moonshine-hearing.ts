/** Moonshine on this machine as one of several recognisers: the one that is always there. */
import { piecewiseHearing } from '../hearing/piecewise.ts';
import type { Hearing } from '../hearing/hearing.ts';
import type { LocalModels } from './local-models.ts';
import { moonshineLongestSeconds } from './moonshine.ts';
import { moonshinePieces } from './moonshine-stt.ts';

export function moonshineHearing(models: LocalModels, onBacklog?: (milliseconds: number) => void): Hearing {
  return piecewiseHearing({ name: 'moonshine-tiny-en (on this machine)', recogniser: moonshinePieces(models), longestSeconds: moonshineLongestSeconds, interim: true, onBacklog });
}
