/** Follows what a PDF page draws, far enough to tell which text a reader sees: colour on ground, size, invisible modes, off the page. */
import { OPS, type PDFOperatorList } from './pdfjs.ts';

export interface Drawing {
  /** Text that nobody sees, in the order in which it is drawn. */
  hidden: string[];
  /** Characters that are drawn and seen. */
  seen: number;
  /** Characters drawn in the invisible mode, as text recognition lays them under a scan. */
  underlaid: number;
  /** Share of the page that the largest image covers. */
  imageShare: number;
  images: number;
}

type Matrix = readonly [number, number, number, number, number, number];
interface Box { left: number; bottom: number; right: number; top: number }
interface State { matrix: Matrix; fill: string; mode: number; size: number; alpha: number }

/** Points. Text below this is for programs, not for people. */
const leastSize = 2;
/** Text with less than this opacity cannot be seen. */
const leastAlpha = 0.05;
const identity: Matrix = [1, 0, 0, 1, 0, 0];

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1], m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3], m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4], m[1] * n[4] + m[3] * n[5] + m[5],
];
const asMatrix = (value: unknown): Matrix => {
  const list = Array.from((value ?? []) as ArrayLike<number>);
  return list.length === 6 ? (list as unknown as Matrix) : identity;
};
const point = (m: Matrix, x: number, y: number): { x: number; y: number } => ({ x: m[0] * x + m[2] * y + m[4], y: m[1] * x + m[3] * y + m[5] });
function boxOf(m: Matrix, left: number, bottom: number, right: number, top: number): Box {
  const corners = [point(m, left, bottom), point(m, right, top), point(m, left, top), point(m, right, bottom)];
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
}

/** 0 black to 255 white; undefined for what is no plain colour. */
function brightness(colour: string): number | undefined {
  const [, red, green, blue] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})/i.exec(colour) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return 0.299 * Number.parseInt(red, 16) + 0.587 * Number.parseInt(green, 16) + 0.114 * Number.parseInt(blue, 16);
}
/** Paper white, and text that can hardly be told from it. */
const almostWhite = 250;

/** What a `showText` draws: glyphs and, between them, shifts. */
const textIn = (glyphs: unknown): string => (Array.isArray(glyphs) ? glyphs.map((glyph: unknown) => (typeof glyph === 'object' && glyph !== null ? String((glyph as { unicode?: unknown }).unicode ?? '') : '')).join('') : '');

const invisible = 3;
const fillOps = new Set<number>([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]);
const imageOps = new Set<number>([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject]);

/**
 * @param view the page's box: left, bottom, right, top
 * @param unknownGround images are missing in the list that light text may stand on: white is then no sign of hiding
 */
export function followDrawing({ fnArray, argsArray }: PDFOperatorList, view: readonly number[], unknownGround: boolean): Drawing {
  const [pageLeft = 0, pageBottom = 0, pageRight = 0, pageTop = 0] = view;
  const area = Math.max(1, (pageRight - pageLeft) * (pageTop - pageBottom));
  const drawing: Drawing = { hidden: [], seen: 0, underlaid: 0, imageShare: 0, images: 0 };
  let state: State = { matrix: identity, fill: '#000000', mode: 0, size: 1, alpha: 1 };
  const saved: State[] = [];
  const grounds: { box: Box; dark: boolean }[] = [];
  let textMatrix = identity;
  let lineMatrix = identity;
  /** Neighbouring hidden pieces are one run. */
  let open = '';
  const close = (): void => {
    if (open.trim() !== '') drawing.hidden.push(open.trim());
    open = '';
  };
  const groundIsDark = (x: number, y: number): boolean => grounds.findLast(({ box }) => x >= box.left - 1 && x <= box.right + 1 && y >= box.bottom - 1 && y <= box.top + 1)?.dark ?? false;

  function show(text: string): void {
    const count = text.replace(/\s/g, '').length;
    const place = times(state.matrix, textMatrix);
    const { x, y } = point(place, 0, 0);
    const size = state.size * Math.max(Math.hypot(place[0], place[1]), Math.hypot(place[2], place[3]));
    const outside = x < pageLeft - 5 || x > pageRight || y < pageBottom - 5 || y > pageTop + 5;
    const bright = brightness(state.fill);
    const white = !unknownGround && bright !== undefined && bright >= almostWhite && !groundIsDark(x, y + size / 3);
    if (state.mode === invisible) drawing.underlaid += count;
    if (state.mode === invisible || outside || size < leastSize || state.alpha < leastAlpha || (white && state.mode === 0)) {
      open += `${open === '' ? '' : ' '}${text}`;
    } else {
      close();
      drawing.seen += count;
    }
  }

  for (const [index, op] of fnArray.entries()) {
    const args = (argsArray[index] ?? []) as unknown[];
    if (op === OPS.save) saved.push({ ...state });
    else if (op === OPS.restore) state = saved.pop() ?? state;
    else if (op === OPS.transform) state.matrix = times(state.matrix, asMatrix(args));
    else if (op === OPS.paintFormXObjectBegin) {
      saved.push({ ...state });
      if (args[0] != null) state.matrix = times(state.matrix, asMatrix(args[0]));
    } else if (op === OPS.paintFormXObjectEnd) state = saved.pop() ?? state;
    else if (op === OPS.setFillRGBColor) state.fill = String(args[0]);
    else if (op === OPS.setFillColorN) state.fill = 'pattern';
    else if (op === OPS.setTextRenderingMode) state.mode = Number(args[0]);
    else if (op === OPS.setFont) state.size = Math.abs(Number(args[1]));
    else if (op === OPS.setGState) {
      const alpha = (args[0] as [string, unknown][] | undefined)?.find(([name]) => name === 'ca');
      if (alpha !== undefined) state.alpha = Number(alpha[1]);
    } else if (op === OPS.beginText) textMatrix = lineMatrix = identity;
    else if (op === OPS.setTextMatrix) textMatrix = lineMatrix = asMatrix(args[0]);
    else if (op === OPS.moveText) textMatrix = lineMatrix = times(lineMatrix, [1, 0, 0, 1, Number(args[0]), Number(args[1])]);
    else if (op === OPS.constructPath) {
      const box = Array.from((args[2] ?? []) as ArrayLike<number>);
      if (fillOps.has(Number(args[0])) && box.length === 4) {
        const [left = 0, bottom = 0, right = 0, top = 0] = box;
        grounds.push({ box: boxOf(state.matrix, left, bottom, right, top), dark: (brightness(state.fill) ?? 0) < almostWhite });
      }
    } else if (op === OPS.showText) show(textIn(args[0]));
    else if (imageOps.has(op)) {
      drawing.images += 1;
      const { left, bottom, right, top } = boxOf(state.matrix, 0, 0, 1, 1);
      drawing.imageShare = Math.max(drawing.imageShare, Math.min(1, ((right - left) * (top - bottom)) / area));
      // Light text on a photograph can be read.
      grounds.push({ box: { left, bottom, right, top }, dark: true });
    }
  }
  close();
  return drawing;
}
