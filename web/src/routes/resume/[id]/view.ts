/** An analysis as the page shows it: each quote with the words around it, as far as the text is still the one that was analysed. */
import type { ResumeAnalysis, ResumeQuote } from '@greenroom/contracts';

export interface ShownQuote {
  before: string;
  quote: string;
  after: string;
}

/** Characters shown on each side. */
const around = 48;

export function quoteIn(text: string | undefined, { start, end, quote }: ResumeQuote): ShownQuote {
  if (text === undefined || text.slice(start, end) !== quote) return { before: '', quote, after: '' };
  const before = text.slice(Math.max(0, start - around), start);
  const after = text.slice(end, end + around);
  return {
    // Whole words, of the same line.
    before: (start > around ? before.replace(/^\S*\s/, '… ') : before).replace(/^[^]*\n/, ''),
    quote,
    after: (end + around < text.length ? after.replace(/\s\S*$/, ' …') : after).replace(/\n[^]*$/, ''),
  };
}

export function shownAnalysis(analysis: ResumeAnalysis, text: string) {
  const { result, current, id, status, step, percent, failure, createdAt } = analysis;
  const own = current ? text : undefined;
  const head = { id, status, step, percent, failure, createdAt, current };
  if (result === null) return { ...head, result: null };
  const { match, claims, skills, meaning, judges, notices, measures, contact } = result;
  const keywords = (match?.keywords ?? []).map(({ keyword, importance, found, evidence, askedIn }) => ({ keyword, importance, found, askedIn: askedIn.quote, evidence: evidence.slice(0, 2).map((quote) => quoteIn(own, quote)) }));
  return {
    ...head,
    result: {
      match: match && { score: match.score, explanation: match.explanation, required: match.required, niceToHave: match.niceToHave },
      // What is missing comes first: there is something to do about it.
      keywords: keywords.toSorted((a, b) => Number(a.found !== null) - Number(b.found !== null)),
      claims: claims.map(({ kind, topic, text: words, evidence, judge }) => ({ kind, topic, text: words, judge: judge.name, evidence: evidence.slice(0, 3).map(({ quote }) => quote) })),
      skills: Object.entries(Object.groupBy(skills, ({ category }) => category)).map(([category, found]) => ({ category, names: (found ?? []).map(({ name }) => name) })),
      meaning: meaning && { method: meaning.method, model: meaning.model, requirements: meaning.requirements.map(({ asked, nearness, passage }) => ({ asked: asked.quote, nearness, passage: passage?.quote ?? null })) },
      judges: judges.map(({ name, version }) => `${name} ${version}`),
      missingContact: (['email', 'phone', 'link'] as const).filter((part) => !contact[part]),
      notices, measures,
    },
  };
}
export type ShownAnalysis = ReturnType<typeof shownAnalysis>;
export type ShownResult = NonNullable<ShownAnalysis['result']>;
