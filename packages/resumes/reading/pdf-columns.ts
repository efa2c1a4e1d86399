/** Finds two columns from where the words of a page stand, and reads one after the other. */

export interface PlacedText {
  text: string;
  /** Points from the page's left and bottom. */
  x: number;
  y: number;
  width: number;
  size: number;
}

export interface Columns {
  /** In reading order: what spans the page above, the left column, the right one, what spans it below. */
  text: string;
  /** Points from the left. */
  gutter: number;
}

/** Both columns need this many lines: an address beside a name is no column. */
const leastLines = 8;
/** A gutter lies in the middle part of the page. */
const [from, to] = [0.22, 0.78];
/** Lines that may cross it: a name, a heading over the whole width. As a share of all lines. */
const mostCrossing = 0.12;
/** The columns must stand beside each other for this share of the shorter one. */
const leastBeside = 0.6;

interface Line { y: number; left: number; right: number; pieces: PlacedText[] }

/** Pieces that stand on one height and follow one another closely are a line. */
function linesOf(pieces: readonly PlacedText[]): Line[] {
  const lines: Line[] = [];
  const sorted = pieces.filter(({ text }) => text.trim() !== '').sort((a, b) => b.y - a.y || a.x - b.x);
  for (const piece of sorted) {
    const line = lines.find((other) => Math.abs(other.y - piece.y) < piece.size * 0.4 && piece.x - other.right < piece.size * 1.5 && piece.x >= other.left - 1);
    if (line === undefined) lines.push({ y: piece.y, left: piece.x, right: piece.x + piece.width, pieces: [piece] });
    else {
      line.pieces.push(piece);
      line.right = Math.max(line.right, piece.x + piece.width);
    }
  }
  return lines;
}

const written = (lines: readonly Line[]): string =>
  [...lines].sort((a, b) => b.y - a.y || a.left - b.left)
    .map(({ pieces }) => pieces.map(({ text }, index) => {
      const before = pieces[index - 1];
      const piece = pieces[index];
      const gap = before === undefined || piece === undefined ? 0 : piece.x - (before.x + before.width);
      return gap > (piece?.size ?? 10) * 0.15 ? ` ${text}` : text;
    }).join('').trim())
    .join('\n');

export function findColumns(pieces: readonly PlacedText[], pageWidth: number): Columns | undefined {
  const lines = linesOf(pieces);
  let best: { gutter: number; crossing: number; columns: [Line[], Line[]] } | undefined;
  for (let gutter = pageWidth * from; gutter <= pageWidth * to; gutter += 3) {
    const left = lines.filter(({ right }) => right <= gutter);
    const right = lines.filter((line) => line.left >= gutter);
    const crossing = lines.length - left.length - right.length;
    if (left.length < leastLines || right.length < leastLines || crossing > mostCrossing * lines.length) continue;
    // A column of dates at the right margin: its lines are short, and stand on the lines of the text.
    const wide = (column: Line[]): boolean => column.filter((line) => line.right - line.left > pageWidth * 0.12).length >= leastLines / 2;
    if (!wide(left) || !wide(right) || beside(left, right) < leastBeside) continue;
    if (best === undefined || crossing < best.crossing) best = { gutter, crossing, columns: [left, right] };
  }
  if (best === undefined) return undefined;
  const { gutter, columns: [left, right] } = best;
  const spanning = lines.filter((line) => !left.includes(line) && !right.includes(line));
  const top = Math.max(...left.map(({ y }) => y), ...right.map(({ y }) => y));
  const above = spanning.filter(({ y }) => y > top);
  const below = spanning.filter((line) => !above.includes(line));
  return { gutter, text: [above, left, right, below].map(written).filter((part) => part !== '').join('\n\n') };
}

function beside(left: readonly Line[], right: readonly Line[]): number {
  const span = (lines: readonly Line[]) => ({ top: Math.max(...lines.map(({ y }) => y)), bottom: Math.min(...lines.map(({ y }) => y)) });
  const [a, b] = [span(left), span(right)];
  const overlap = Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom);
  return overlap / Math.max(1, Math.min(a.top - a.bottom, b.top - b.bottom));
}
