/** What the local rules say about one answer: each claim quotes. Second person, concrete, with the numbers that were measured. */
import type { Claim, Evidence, Mark, Measures, Turn } from '@greenroom/contracts';
import { counted, isFiller, isHedge, measureSpan, sentencesOf, type Statement } from '@greenroom/measures';
import { holdsNumber, type ContentFinding } from './content.ts';
import { marksOf } from './delivery.ts';
import { evidenceAt, evidenceOf } from './evidence.ts';

/** What a claim is about; the advice on what to practise next is chosen by it. */
export type Topic = 'result' | 'number' | 'action' | 'own_part' | 'points' | 'short' | 'fillers' | 'hedges' | 'pauses' | 'pace' | 'focus' | 'repetition';
export interface RuledClaim {
  topic: Topic;
  claim: Claim;
}

export interface AnswerFacts {
  statements: readonly Statement[];
  content: ContentFinding;
  /** The spoken answer turns of the question. */
  spoken: readonly Turn[];
  measures: Measures | null;
}

const change = /\b(?:increas|reduc|improv|sped up|speed(?:ed)? up|faster|cheaper|grew|cut (?:the|our|down)|saved|decreas|lower(?:ed)?|boost|significant)/i;
const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);
const counts = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const spelled = (count: number): string => counts[count] ?? String(count);
const seconds = (value: number): string => `${value.toFixed(1)} s`;
const present = (evidence: readonly (Evidence | null | undefined)[]): Evidence[] => evidence.filter((each) => each !== undefined && each !== null);

/** Fillers a minute of speaking time from which listeners mind (Laske 2024). */
const acceptedFillersPerMinute = 5;
/** Hedges per 100 words. */
const acceptedHedges = 2;
const shortAnswerWords = 40;

/** A few words around a mark, so that a filler's quote says where it was. */
function around(turn: Turn, mark: Mark, wordsEachSide = 3): Evidence | undefined {
  let start = mark.start;
  let end = mark.end;
  for (let i = 0; i < wordsEachSide; i += 1) {
    const space = turn.text.lastIndexOf(' ', start - 2);
    start = start <= 1 ? 0 : space + 1;
    const next = turn.text.indexOf(' ', end + 1);
    end = next === -1 ? turn.text.length : next;
  }
  return evidenceAt(turn, start, end);
}

function deliveryClaims({ spoken, measures }: AnswerFacts): RuledClaim[] {
  if (measures === null) return [];
  const claims: RuledClaim[] = [];
  const all = spoken.flatMap((turn) => marksOf(turn).map((mark) => ({ turn, mark })));
  const fillers = all.filter(({ mark }) => isFiller(mark));
  if (measures.fillersPerMinute !== null && measures.fillersPerMinute > acceptedFillersPerMinute && fillers.length >= 3) {
    const forms = [...new Set(fillers.map(({ mark }) => mark.text.toLowerCase()))].slice(0, 3).map((form) => `“${form}”`).join(', ');
    const evidence = present(fillers.slice(0, 3).map(({ turn, mark }) => around(turn, mark)));
    claims.push({ topic: 'fillers', claim: { kind: 'improvement', dimension: 'confidence', text: `You used ${spelled(fillers.length)} fillers here (${forms}), ${measures.fillersPerMinute.toFixed(1)} a minute; up to 5 a minute pass unnoticed. Try a silent breath instead.`, evidence } });
  }
  const hedges = all.filter(({ mark }) => isHedge(mark));
  if (hedges.length >= 2 && (100 * hedges.length) / Math.max(1, measures.words) > acceptedHedges) {
    const evidence = present(hedges.slice(0, 3).map(({ turn, mark }) => around(turn, mark)));
    claims.push({ topic: 'hedges', claim: { kind: 'improvement', dimension: 'confidence', text: `You hedged ${times(hedges.length)}. Say it without the hedge where you are sure.`, evidence } });
  }
  const pauses = all.filter(({ mark }) => mark.kind === 'long_pause');
  if (pauses.length > 0) {
    const beforeNumber = pauses.filter(({ turn, mark }) => holdsNumber(turn.words[mark.wordIndex + 1]?.text ?? '')).length;
    const lengths = pauses.slice(0, 3).map(({ mark }) => seconds(mark.seconds ?? 0)).join(' and ');
    const where = beforeNumber === pauses.length ? (pauses.length === 1 ? '; it came before a number' : pauses.length === 2 ? '; both came before a number' : '; all came before a number') : '';
    const delay = measures.responseDelaySeconds === null ? 'You took' : `You answered in ${seconds(measures.responseDelaySeconds)} and took`;
    claims.push({ topic: 'pauses', claim: { kind: 'observation', dimension: 'fluency', text: `${delay} ${spelled(pauses.length)} long ${pauses.length === 1 ? 'pause' : 'pauses'} (${lengths})${where}.`, evidence: present(pauses.slice(0, 3).map(({ turn, mark }) => around(turn, mark))) } });
  }
  const pace = measures.speechRateWpm;
  if (pace !== null && measures.words >= 30 && (pace > 200 || pace < 120)) {
    const sentences = spoken.flatMap((turn) => sentencePaces(turn)).sort((a, b) => (pace > 200 ? b.pace - a.pace : a.pace - b.pace));
    const sharpest = sentences[0];
    if (sharpest !== undefined) {
      const text = pace > 200 ? `You spoke at ${Math.round(pace)} words a minute; up to 200 is easy to follow. This was the fastest sentence.` : `You spoke at ${Math.round(pace)} words a minute; from 120 on it carries a listener. This was the slowest sentence.`;
      claims.push({ topic: 'pace', claim: { kind: 'improvement', dimension: 'fluency', text, evidence: [sharpest.evidence] } });
    }
  }
  return claims;
}

/** The pace of each sentence of eight words and more. */
function sentencePaces(turn: Turn): { evidence: Evidence; pace: number }[] {
  let index = 0;
  return sentencesOf(turn.text).flatMap(({ start, end }) => {
    const count = turn.text.slice(start, end).split(/\s+/).length;
    const words = turn.words.slice(index, index + count);
    index += count;
    const pace = measureSpan(words, [], { responseDelaySeconds: null, text: '' }).speechRateWpm;
    const evidence = evidenceAt(turn, start, end);
    return count < 8 || pace === null || evidence === undefined ? [] : [{ evidence, pace }];
  });
}

function contentClaims({ statements, content }: AnswerFacts): RuledClaim[] {
  const claims: RuledClaim[] = [];
  const telling = counted(statements);
  const add = (topic: Topic, kind: Claim['kind'], dimension: Claim['dimension'], text: string, evidence: (Evidence | null | undefined)[]): void => {
    const quotes = present(evidence);
    if (quotes.length > 0) claims.push({ topic, claim: { kind, dimension, text, evidence: quotes } });
  };
  const star = Object.fromEntries(content.star.map((part) => [part.point, part.evidence])) as Partial<Record<string, Evidence | null>>;
  const isStory = content.star.length > 0;
  const last = telling.at(-1);
  const result = star['result'] ?? null;
  const action = star['action'] ?? null;
  const words = telling.reduce((sum, statement) => sum + statement.text.split(/\s+/).length, 0);

  if (isStory && result !== null && holdsNumber(result.quote)) add('result', 'strength', 'content', 'You said what came of it, with a number that can be checked.', [result]);
  else if (isStory && result !== null) add('number', 'improvement', 'content', 'You said how it ended, without a number. Say how much, how many or how long.', [result]);
  else if (isStory) add('result', 'improvement', 'content', 'You told what happened, but not what came of it. End with the result, and a number if you have one.', [action ?? (last === undefined ? null : evidenceOf(last))]);
  if (isStory && action !== null) {
    const own = /\b(?:I|my)\b/.test(action.quote);
    if (own) add('action', 'strength', 'content', 'You said what you did yourself.', [action]);
    else add('own_part', 'improvement', 'content', 'You said “we” here. Say which part was yours.', [action]);
  } else if (isStory && last !== undefined) add('action', 'improvement', 'content', 'You described what happened. Say what you did about it, step by step.', [evidenceOf(last)]);

  const unproven = telling.find((statement) => change.test(statement.text) && !holdsNumber(statement.text));
  if (unproven !== undefined && !claims.some(({ topic }) => topic === 'number')) add('number', 'improvement', 'content', 'You named a change here without its size. Say by how much.', [evidenceOf(unproven)]);

  const said = content.points.filter((point) => point.covered);
  const missing = content.points.filter((point) => !point.covered);
  if (said[0] !== undefined && !isStory) add('points', 'strength', 'content', `You covered ${said.length} of ${content.points.length} points that this question looks for, among them “${said[0].point}”.`, [said[0].evidence]);
  if (missing[0] !== undefined && last !== undefined) add('points', 'improvement', 'content', `The rules did not find “${missing[0].point}” in your answer; it could follow here. If you said it in other words, pass over this.`, [evidenceOf(last)]);

  if (!isStory && said.length === 0) {
    const reasoned = telling.find((statement) => /\bbecause\b/i.test(statement.text));
    const withNumber = telling.find((statement) => holdsNumber(statement.text));
    if (withNumber !== undefined) add('number', 'strength', 'content', 'You put a number to it.', [evidenceOf(withNumber)]);
    else if (reasoned !== undefined) add('points', 'strength', 'content', 'You gave the reason along with the statement.', [evidenceOf(reasoned)]);
  }
  if (words > 0 && words < shortAnswerWords && last !== undefined) add('short', 'improvement', 'content', `Your answer has ${words} words on the question. Add one concrete example.`, [evidenceOf(telling[0] ?? last)]);
  const stray = statements.find((statement) => statement.discount === 'off_topic' && statement.stems.length >= 4);
  if (stray !== undefined) add('focus', 'improvement', 'clarity', 'This does not belong to the question as far as the rules can tell. Leave it out, or say how it belongs.', [evidenceOf(stray)]);
  const repeated = statements.find((statement) => statement.discount === 'repeated' && statement.stems.length >= 4);
  if (repeated !== undefined) add('repetition', 'improvement', 'clarity', 'You had said this before. Once is enough.', [evidenceOf(repeated)]);
  return claims;
}

const most: Readonly<Record<Claim['kind'], number>> = { strength: 2, improvement: 3, observation: 1 };

/** At most two strengths, three improvements and one observation, the most useful first. */
export function claimsByRules(facts: AnswerFacts): RuledClaim[] {
  return atMost([...contentClaims(facts), ...deliveryClaims(facts)]);
}

/** Delivery only: what stands beside a model's claims on content and clarity. */
export const deliveryByRules = (facts: AnswerFacts): RuledClaim[] => atMost(deliveryClaims(facts));

export function atMost(claims: readonly RuledClaim[]): RuledClaim[] {
  const left = { ...most };
  return claims.filter(({ claim }) => claim.evidence.length > 0 && (left[claim.kind] -= 1) >= 0);
}
