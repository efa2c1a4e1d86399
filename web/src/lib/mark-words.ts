/** How each kind of mark looks (pieces.css) and what it is called. */
import type { MarkKind } from '@greenroom/contracts';

export const markWords = {
  filled_pause: { style: 'noticed-filler', name: 'filler' },
  discourse_marker: { style: 'noticed-filler', name: 'filler' },
  editing_term: { style: 'noticed-filler', name: 'filler' },
  possible_filler: { style: 'noticed-possible', name: 'possible filler, not scored' },
  hedge: { style: 'noticed-hedge', name: 'hedge' },
  repair: { style: 'noticed-repair', name: 'repeat or restart' },
  long_pause: { style: 'noticed-pause', name: 'pause' },
} as const satisfies Record<MarkKind, { style: string; name: string }>;
