/** The measures of the score on the page, in px, and what a hand on it means. */
import type { ShownNote } from './moments.ts';
import type { ScoreLanes, Span } from './score-lanes.ts';
import type { Wave } from './wave.ts';

export const heights = { chapter: 24, lane: 36, gap: 12, tone: 28, tick: 10, clock: 24 } as const;

export const laneTop = (lane: number): number => heights.chapter + 8 + lane * (heights.lane + heights.gap);
export const toneTopOf = (lanes: number): number => laneTop(lanes) + 6;
/** Where the lanes end and the clock begins: nothing is kept free for a line that is not there. */
export const footOf = ({ lanes, tone }: Pick<ScoreLanes, 'lanes' | 'tone'>): number => toneTopOf(lanes.length) + (tone.length > 0 ? heights.tone : 0);

export interface Drawing {
  score: ScoreLanes;
  /** `from`: the file's beginning on the interview's clock. Undefined: the lanes show phrases only. */
  wave: (Wave & { from: number }) | undefined;
  loop: Span | undefined;
  notes: readonly Pick<ShownNote, 'id' | 'at' | 'text'>[];
}

/** How far beside a mark a click still means it, in px. */
const reach = 8;

/**
 * What a click means: a filler near its tick, a question or a note near its sign in the band above the lanes, else the moment itself.
 * @param y px from the top of the drawing
 * @param secondsPerPixel of what is seen
 */
export function meantBy({ score, notes }: Drawing, time: number, y: number, secondsPerPixel: number): { at: number; mark: boolean } {
  const you = score.lanes.findIndex(({ speaker }) => speaker === 'candidate');
  const ticks = laneTop(you) + heights.lane;
  const near =
    y >= ticks - 2 && y <= ticks + heights.tick + 4 ? score.fillers.map(({ at }) => at)
    : y < 18 ? score.chapters.map(({ start }) => start + secondsPerPixel * reach)
    : y < heights.chapter + 6 ? notes.map(({ at }) => at + secondsPerPixel * 5)
    : [];
  const nearest = near.toSorted((a, b) => Math.abs(a - time) - Math.abs(b - time))[0];
  if (nearest === undefined || Math.abs(nearest - time) > secondsPerPixel * reach) return { at: time, mark: false };
  return { at: y < 18 ? nearest - secondsPerPixel * reach : y < heights.chapter + 6 ? nearest - secondsPerPixel * 5 : nearest, mark: true };
}
