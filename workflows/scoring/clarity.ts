/** The local rules judge for clarity: structure, directness, relevance, sentence length. Only statements that count can raise it. */
import type { Score } from '@greenroom/contracts';
import { counted, evidenceSize, lexemesOf, type Statement } from '@greenroom/measures';
import { leastEvidence, notEnough, rulesJudge } from './content.ts';

/** Kinds of signposts; three different kinds are full credit. */
const signposts: readonly RegExp[] = [
  /\b(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|then|next|after that|afterwards|finally|last(?:ly)?|before that|the other)\b/i,
  /\b(?:because|therefore|so (?:that|i|we|the|it|they)|which (?:meant|is why|cut|led)|that is why|as a result)\b/i,
  /\b(?:in the end|since then|in short|to sum up|the result|looking back|overall|what i learned)\b/i,
  /\b(?:but|however|instead|although|while|on the other hand)\b/i,
  /\b(?:for example|for instance|such as|like this)\b/i,
];
const weights = { structure: 0.35, directness: 0.25, relevance: 0.25, sentences: 0.15 } as const;
/** Words. Up to the first, an answer starts at once; from the second on it does not. */
const detour = { none: 12, full: 60 };
const sentenceLength = { good: 35, bad: 90 };

/** Stems. A statement with fewer ("Sure.", "Um, okay.") leads nowhere else. */
const fewestStems = 3;

const taper = (value: number, best: number, worst: number): number => Math.min(1, Math.max(0, (value - worst) / (best - worst)));
const length = (statement: Statement): number => lexemesOf(statement.text).length;

/** Clarity of one answer, 0–100. */
export function judgeClarity(statements: readonly Statement[]): Score {
  if (evidenceSize(statements) < leastEvidence) return notEnough(rulesJudge, statements);
  const telling = counted(statements);
  const text = telling.map((statement) => statement.text).join(' ');
  const kinds = signposts.filter((pattern) => pattern.test(text)).length;
  const first = statements.findIndex((statement) => statement.discount === null);
  const before = statements.slice(0, first).reduce((sum, statement) => sum + length(statement), 0);
  const related = telling.reduce((sum, statement) => sum + length(statement), 0);
  const unrelated = statements.filter((statement) => statement.discount === 'off_topic' && statement.stems.length >= fewestStems).reduce((sum, statement) => sum + length(statement), 0);
  const longest = Math.max(...telling.map(length));
  // Adding sentences that relate must not thin out what does not: the unrelated words count absolutely, 120 are full loss.
  const credit = { structure: Math.min(1, kinds / 3), directness: taper(before, detour.none, detour.full), relevance: taper(unrelated, 0, 120), sentences: taper(longest, sentenceLength.good, sentenceLength.bad) };
  const value = Math.round(100 * (weights.structure * credit.structure + weights.directness * credit.directness + weights.relevance * credit.relevance + weights.sentences * credit.sentences));
  const explanation = `${kinds} ${kinds === 1 ? 'kind' : 'kinds'} of signposts in ${related} words on the question; ${before === 0 ? 'it starts at once' : `it starts after ${before} other ${before === 1 ? 'word' : 'words'}`}; the longest sentence has ${longest} words.`;
  return { value, reason: null, explanation: unrelated === 0 ? explanation : explanation.replace(/\.$/, `; ${unrelated} words have nothing to do with it.`), spread: 0, judge: rulesJudge };
}
