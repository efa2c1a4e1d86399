/** A coach's score as it stands beside the machine's: without a name where a link shows it. */
import type { ScoreOverride } from '@greenroom/contracts';

export type Beside = Pick<ScoreOverride, 'dimension' | 'value' | 'reason'> & { coachName?: string };
