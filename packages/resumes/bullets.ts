/** What a person did, line by line: the bullets of a résumé, also when a page's width has broken them. */
import type { ResumeSection } from '@greenroom/contracts';
import { headingKind, linesOf, type Line } from './sections.ts';

const mark = /^(?:[•●▪◦‣∙·*–—-]|\uF0B7|o(?= ))\s*/;
/** A year or a month with one: the line names a job or a degree. */
const dated = /\b(?:19|20)\d{2}\b/;
/** Fewer words are a title. */
const leastWords = 5;
const told = new Set<ResumeSection['kind']>(['experience', 'projects', 'volunteering', 'awards']);

/** Ranges of the bullets, without their mark. Without any mark, the longer lines of the sections that tell what was done. */
export function findBullets(text: string, sections: readonly ResumeSection[]): Line[] {
  const lines = linesOf(text);
  const inTelling = ({ start }: Line): boolean => sections.some((section) => told.has(section.kind) && start >= section.start && start < section.end);
  const bullets: Line[] = [];
  let open: Line | undefined;
  for (const line of lines) {
    const found = mark.exec(line.text);
    if (found !== null && line.text.length > found[0].length) {
      open = { ...line, start: line.start + found[0].length };
      bullets.push(open);
    } else if (open !== undefined && headingKind(line.text) === undefined && !dated.test(line.text) && !/[.!?]$/.test(text.slice(open.start, open.end)) && text.slice(open.end, line.start).split('\n').length === 2 && /^[\p{Ll}\p{N}(]/u.test(line.text)) {
      open.end = line.end;
    } else open = undefined;
  }
  const marked = bullets.filter(inTelling);
  const chosen = marked.length > 0 ? marked : unmarked(text, lines.filter(inTelling));
  return chosen.map(({ start, end }) => ({ text: text.slice(start, end), start, end }));
}

/** Programs that print lists often lose their marks: then the longer lines are what was done, each with the lines that go on with it. */
function unmarked(text: string, lines: readonly Line[]): Line[] {
  const told: Line[] = [];
  for (const line of lines) {
    const before = told.at(-1);
    const goesOn = before !== undefined && /^[\p{Ll}\p{N}(]/u.test(line.text) && !/[.!?:]$/.test(text.slice(before.start, before.end)) && text.slice(before.end, line.start).split('\n').length === 2;
    if (goesOn) before.end = line.end;
    else if (headingKind(line.text) === undefined && !dated.test(line.text)) told.push({ ...line });
  }
  return told.filter(({ start, end }) => text.slice(start, end).split(/\s+/).length >= leastWords);
}
