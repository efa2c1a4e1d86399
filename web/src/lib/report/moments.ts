/** What one may want to jump to: every filler, long pause and note, in the order of time. */
import type { Note } from '@greenroom/contracts';
import type { Filler, ScoreLanes, Span } from './score-lanes.ts';

/** A note as it is shown: with its author's name, or none where a link shows it. */
export type ShownNote = Pick<Note, 'id' | 'at' | 'text'> & { author: string; own: boolean };

export interface Moments {
  fillers: readonly Filler[];
  pauses: readonly Span[];
  notes: readonly ShownNote[];
  chapters: ScoreLanes['chapters'];
}

/** Less than this many seconds after a moment, one is still at it: "next" then means the one after. */
const still = 0.6;

/** The next of these moments, or the one before; undefined: there is none in this direction. */
export function step(moments: readonly number[], time: number, by: 1 | -1): number | undefined {
  return by === 1 ? moments.find((at) => at > time + still / 2) : moments.findLast((at) => at < time - still);
}
