/** Captions made from the words on the page, for whoever sees a recording by a link: there is no file of them to ask for. */
import type { Reading } from './reading.ts';
import type { Span } from './score-lanes.ts';

/** Characters that are read at a glance, and the silence in seconds after which a new caption begins. */
const longest = 80;
const gap = 1.2;

export interface Cue extends Span {
  text: string;
}

/** @returns cues on the interview's clock */
export function cuesOf(turns: readonly Reading[], names: Record<Reading['speaker'], string>): Cue[] {
  return turns.flatMap(({ speaker, pieces, times }) => {
    const cues: Cue[] = [];
    let text = '';
    let open: Cue | undefined;
    const close = () => {
      if (open) cues.push({ ...open, text: `${names[speaker]}: ${text.trim()}` });
      open = undefined;
      text = '';
    };
    for (const [slice, word] of pieces.flatMap((piece) => piece.slices)) {
      const [start, end] = times[word] ?? [];
      if (start !== undefined && end !== undefined) {
        if (open !== undefined && end > open.end && (start - open.end > gap || text.length + slice.length > longest)) close();
        open = { start: open?.start ?? start, end, text: '' };
      }
      text += slice;
    }
    close();
    return cues;
  });
}
