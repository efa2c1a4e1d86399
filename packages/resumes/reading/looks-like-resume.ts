/** A kind doubt: only what has nothing of a résumé is sent back. */
import { findContact } from '../contact.ts';
import { findSections } from '../sections.ts';

const telling = new Set(['experience', 'education', 'skills', 'projects', 'certifications']);
const year = /\b(?:19[5-9]\d|20[0-4]\d)\b/g;

/** A heading that only résumés have, or the marks of one that has no headings: how to reach its owner, and years. */
export function looksLikeResume(text: string): boolean {
  const kinds = new Set(findSections(text).map(({ kind }) => kind).filter((kind) => telling.has(kind)));
  const { email, phone, link } = findContact(text);
  const reachable = [email, phone, link].filter(Boolean).length;
  const years = text.match(year)?.length ?? 0;
  return kinds.size >= 2 || (kinds.size === 1 && (reachable > 0 || years > 0)) || (reachable >= 2 && years >= 4);
}
