/**
 * The site's typeface, and for letters that it lacks one that has them all (UnifontEX: plain, but never a box in place of
 * somebody's name). Read once, when the first report is printed.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type PDFDocument from 'pdfkit';
import { plainFont } from './woff.ts';

export const weights = ['regular', 'strong', 'italic'] as const;
export type Weight = (typeof weights)[number];
/** Has the letters that the others lack. */
const everyLetter = 'every-letter';

const files = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  strong: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
  italic: '@expo-google-fonts/inter/400Regular_Italic/Inter_400Regular_Italic.ttf',
  [everyLetter]: '@fontsource/unifontex/files/unifontex-latin-400-normal.woff',
} as const;

let loaded: Promise<[string, Buffer][]> | undefined;

/** Gives the document its fonts; only those that are used become part of it. */
export async function registerFonts(document: typeof PDFDocument.prototype): Promise<void> {
  loaded ??= Promise.all(Object.entries(files).map(async ([name, path]) => [name, await readFont(path)] as [string, Buffer]));
  for (const [name, bytes] of await loaded) document.registerFont(name, bytes);
}

async function readFont(path: string): Promise<Buffer> {
  const bytes = await readFile(fileURLToPath(import.meta.resolve(path)));
  return path.endsWith('.woff') ? plainFont(bytes) : bytes;
}

/** The part of pdfkit's embedded font (fontkit's) that tells which letters it has; its types leave it out. */
interface WithGlyphs {
  _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

/** Cuts a text where the font has to change. */
export function fontRuns(document: typeof PDFDocument.prototype, text: string, weight: Weight): { font: string; text: string }[] {
  document.font(weight);
  const { font } = (document as unknown as WithGlyphs)._font;
  const runs: { font: string; text: string }[] = [];
  for (const letter of text) {
    const name = font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ? weight : everyLetter;
    const last = runs.at(-1);
    // A space belongs to whatever it stands beside.
    if (last !== undefined && (last.font === name || letter === ' ')) last.text += letter;
    else runs.push({ font: name, text: letter });
  }
  return runs;
}
