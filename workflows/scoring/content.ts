/** The local rules judge for content: expected points and STAR, from statements that count. Sets, not counts: saying more of the same adds nothing. */
import type { Coverage, Judge, Plan, Question, Score } from '@greenroom/contracts';
import { asksForStory, counted, evidenceSize, pointsCovered, type Range, type Star, starOf, type StarPart, starParts, type Statement } from '@greenroom/measures';
import { excerptOf } from './evidence.ts';

export const rulesJudge: Judge = { kind: 'rules', name: 'greenroom-rules', version: '1' };

/** Different content words. Below, there is no score: about one full sentence. */
export const leastEvidence = 12;

/** What each part of a story is worth: what was done and what came of it tell most. Sum 1. */
const starWorth: Readonly<Record<StarPart, number>> = { situation: 0.2, task: 0.15, action: 0.35, result: 0.3 };

const spokenNumber = /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|percent|half|twice|doubled?|tripled?|dozen)\b/i;
const reason = /\b(?:because|so that|the reason|which (?:is|was) why|that(?:'s| is) why|in order to|otherwise|attracts? me|matters|i (?:really )?(?:want|enjoy|care about))\b/i;
const example = /\b(?:for example|for instance|such as|last (?:year|month|week|spring|summer|autumn|winter|quarter)|(?:years?|months?|weeks?) ago|at my|when i|in my)\b/i;

export const holdsNumber = (text: string): boolean => spokenNumber.test(text);

export interface ContentFinding {
  score: Score;
  star: Coverage[];
  points: Coverage[];
}

const list = (words: readonly string[]): string => (words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The score when an answer holds too little to judge. */
export function notEnough(judge: Judge, statements: readonly Statement[]): Score {
  const size = evidenceSize(statements);
  const unrelated = counted(statements).length < statements.length && statements.some((statement) => statement.discount === 'off_topic');
  const explanation = statements.length === 0 ? 'This question was not answered.' : `${size} different content words ${unrelated ? 'relate to the question' : 'were said'}; at least ${leastEvidence} are needed.`;
  return { value: null, reason: 'not_enough_evidence', explanation, spread: 0, judge };
}

/** Share, 0–1, of what an answer without a story can show: reasons, an example, a number. */
function substance(text: string): number {
  return (Number(reason.test(text)) + Number(example.test(text)) + Number(spokenNumber.test(text))) / 3;
}

/** The sentence that shows a part best: a result with its number, a deed of one's own that is not the setting again. */
function tellingRange(part: StarPart, star: Star, text: string): Range | undefined {
  const { ranges } = star[part];
  const said = (range: Range): string => text.slice(range.start, range.end);
  if (part === 'result') return ranges.find((range) => spokenNumber.test(said(range))) ?? ranges[0];
  if (part !== 'action') return ranges[0];
  const deeds = ranges.filter((range) => !star.situation.ranges.some((setting) => setting.start === range.start));
  return deeds.find((range) => /\bI\b/.test(said(range))) ?? deeds[0] ?? ranges[0];
}

/** STAR and points coverage, and the score 0–100 that follows from them. */
export function judgeContent(plan: Plan, question: Question, statements: readonly Statement[]): ContentFinding {
  const excerpt = excerptOf(counted(statements));
  const story = asksForStory(plan, question);
  const found = starOf(excerpt.text);
  const star: Coverage[] = !story ? [] : starParts.map((point) => {
    const range = tellingRange(point, found, excerpt.text);
    const evidence = range === undefined ? undefined : excerpt.evidence(range.start, range.end);
    return { point, covered: evidence !== undefined, evidence: evidence ?? null };
  });
  const points: Coverage[] = pointsCovered(excerpt.text, question.expectedPoints).map(({ point, range }) => {
    const evidence = range === null ? undefined : excerpt.evidence(range.start, range.end);
    return { point, covered: evidence !== undefined, evidence: evidence ?? null };
  });
  if (evidenceSize(statements) < leastEvidence) return { score: notEnough(rulesJudge, statements), star, points };

  const saidParts = star.filter((part) => part.covered).map((part) => part.point);
  const missingParts = star.filter((part) => !part.covered).map((part) => part.point);
  const pointShare = points.length === 0 ? null : points.filter((point) => point.covered).length / points.length;
  const told = saidParts.reduce((sum, part) => sum + starWorth[part as StarPart], 0);
  const proven = Number(found.result.ranges.some(({ start, end }) => spokenNumber.test(excerpt.text.slice(start, end))));
  let share: number;
  if (story) share = pointShare === null ? 0.85 * told + 0.15 * proven : 0.5 * told + 0.1 * proven + 0.4 * pointShare;
  else share = pointShare === null ? 0.4 + 0.6 * substance(excerpt.text) : 0.75 * pointShare + 0.25 * substance(excerpt.text);

  const parts: string[] = [];
  if (points.length > 0) parts.push(`${points.filter((point) => point.covered).length} of ${points.length} expected points said`);
  if (story) parts.push(`${saidParts.length} of 4 parts of a story told${missingParts.length > 0 ? ` (missing: ${list(missingParts)})` : ''}`, `the result has ${proven === 1 ? 'a' : 'no'} number`);
  else parts.push(`${reason.test(excerpt.text) ? 'a' : 'no'} reason, ${example.test(excerpt.text) ? 'an' : 'no'} example, ${spokenNumber.test(excerpt.text) ? 'a' : 'no'} number`);
  return { score: { value: Math.round(100 * share), reason: null, explanation: `${capital(parts.join('; '))}.`, spread: 0, judge: rulesJudge }, star, points };
}
