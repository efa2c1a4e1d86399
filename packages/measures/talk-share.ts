import type { Turn } from '@greenroom/contracts';

/** The candidate's share of all time spoken in, 0–1, from the turns' own lengths in seconds; 0 before anyone has spoken. Typed turns count nothing. */
export function talkShare(turns: readonly (Pick<Turn, 'speaker' | 'startedAt' | 'endedAt'> & { typed?: boolean })[]): number {
  let candidate = 0;
  let all = 0;
  for (const turn of turns) {
    const seconds = turn.typed === true ? 0 : Math.max(0, turn.endedAt - turn.startedAt);
    all += seconds;
    if (turn.speaker === 'candidate') candidate += seconds;
  }
  return all === 0 ? 0 : candidate / all;
}
