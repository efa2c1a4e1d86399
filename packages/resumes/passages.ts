/** A résumé in pieces of one thought each, for the comparison by meaning or by words. */
import { findBullets } from './bullets.ts';
import { findSections, headingKind, linesOf, type Line } from './sections.ts';

const leastWords = 3;
/** Characters; a longer paragraph is compared by its beginning. */
const longest = 600;
const most = 120;

/** Bullets, and the lines that are none; headings and contact details are left out. In order. */
export function passagesOf(text: string): Line[] {
  const sections = findSections(text);
  const bullets = findBullets(text, sections);
  const contact = sections.find(({ kind, heading }) => kind === 'contact' && heading === '');
  const other = linesOf(text).filter((line) => headingKind(line.text) === undefined && !bullets.some((bullet) => line.start < bullet.end && line.end > bullet.start) && !(contact !== undefined && line.start < contact.end && /@|\d{3}.*\d{3}|https?:|\.com\//.test(line.text)));
  return [...bullets, ...other]
    .filter((line) => line.text.split(/\s+/).length >= leastWords)
    .sort((a, b) => a.start - b.start)
    .slice(0, most)
    .map(({ start, end }) => ({ start, end: Math.min(end, start + longest), text: text.slice(start, Math.min(end, start + longest)) }));
}
