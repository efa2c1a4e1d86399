/**
 * Finished, or thinking? Everything that an interviewer knows about an unfinished answer, each with its weight in log-odds:
 * above 0 speaks for an end, below 0 against it. Their sum s gives the probability 1 / (1 + e^−s) that the answer is over.
 * The weights are set by hand from what conversation research and interview practice say, in steps of a tenth, and checked on
 * recordings of which a part was never looked at (`npm run bench:turns`): they are not fitted to them.
 */
import { pointsCovered, starOf } from '@greenroom/measures';
import { announcedList, clauseEnd, isPunctuated, isSequenceBegun, lastSentence, leadsUp, onlyBegun, onlyOpens, punctuationAtEnd, roundsOff } from './words.ts';

/** What kind of answer a question asks for. */
export type Expectation = 'brief' | 'story' | 'explanation';

export interface AnswerSoFar {
  text: string;
  /** From its first voiced sound to its last. */
  seconds: number;
  expectation: Expectation;
  /** It answers a follow-up, or continues after an aside: less is to be said. */
  followUp: boolean;
  /** What a full answer holds. */
  expectedPoints: readonly string[];
  /** What was said on this question before, for the points and the story. */
  saidBefore: string;
  /** Share of the question's time that is used, this answer included. */
  timeUsed: number;
  /** Probability of an end by the sound of the last second, from the audio model; undefined when it has not answered yet. */
  audio: number | undefined;
}

export interface Reason {
  name: string;
  weight: number;
}

/** Seconds at which an answer that sounds complete is as likely over as not. Real ones take longer; people also stop early. */
const typicalSeconds: Readonly<Record<Expectation, number>> = { brief: 2.5, explanation: 7, story: 8 };
const followUpShare = 0.7;

const weights = {
  /** Times the natural logarithm of its length over the typical one: little said, little chance that it was all. */
  length: { slope: 2, least: -2.4, most: 0.9 },
  /**
   * Times the audio model's log-odds over its own threshold for English. It hears a clause that hangs in the air; whether a
   * sentence that ended was the last one, it hears hardly.
   */
  audio: { slope: 1, threshold: 0.36, least: -2.2, most: 0.3 },
  onlyOpens: -1.5,
  clause: { open: -3, hesitating: -2.8, unsure: -1.8, closed: 0 },
  onlyBegun: -1.4,
  punctuation: { comma: -0.5, none: -0.4, full_stop: 0 },
  list: { open: -1.8, told: 0.6 },
  sequenceBegun: -0.5,
  leadsUp: -1.4,
  roundsOff: 0.9,
  /** The last sentence of a story. */
  setsScene: -0.6,
  tellsResult: 0.6,
  storyWhole: 0.4,
  noResultYet: -0.4,
  /** Times the share of expected points that were made, from −half to +half of it. */
  points: 1,
  /** The time is nearly used, and used up. */
  timeShort: 0.8,
  timeUp: 2.5,
} as const;

const within = (least: number, most: number, value: number): number => Math.min(most, Math.max(least, value));
const logOdds = (probability: number): number => {
  const kept = within(0.01, 0.99, probability);
  return Math.log(kept / (1 - kept));
};

export function evidenceIn(answer: AnswerSoFar): Reason[] {
  const { text } = answer;
  const typical = typicalSeconds[answer.expectation] * (answer.followUp ? followUpShare : 1);
  const { length, audio } = weights;
  const reasons: Reason[] = [
    { name: 'length', weight: within(length.least, length.most, length.slope * Math.log(Math.max(0.2, answer.seconds) / typical)) },
    { name: 'how it sounds', weight: answer.audio === undefined ? 0 : within(audio.least, audio.most, audio.slope * (logOdds(answer.audio) - logOdds(audio.threshold))) },
    { name: 'only an opening', weight: onlyOpens(text) ? weights.onlyOpens : 0 },
    { name: 'last word', weight: weights.clause[clauseEnd(text)] },
    { name: 'sentence only begun', weight: onlyBegun(text) && !(answer.expectation === 'brief' && punctuationAtEnd(text) === 'full_stop') ? weights.onlyBegun : 0 },
    { name: 'punctuation', weight: isPunctuated(text) || punctuationAtEnd(text) !== 'none' ? weights.punctuation[punctuationAtEnd(text)] : 0 },
    { name: 'announced list', weight: weights.list[announcedList(text) ?? 'told'] * (announcedList(text) === undefined ? 0 : 1) },
    { name: 'sequence begun', weight: isSequenceBegun(text) ? weights.sequenceBegun : 0 },
    { name: 'leads up to something', weight: leadsUp(text) ? weights.leadsUp : 0 },
    { name: 'rounds off', weight: roundsOff(text) ? weights.roundsOff : 0 },
    ...storyIn(answer),
    { name: 'points made', weight: pointsIn(answer) },
    { name: 'time', weight: answer.timeUsed >= 1 ? weights.timeUp : answer.timeUsed >= 0.8 ? weights.timeShort : 0 },
  ];
  return reasons.filter(({ weight }) => Math.abs(weight) >= 0.05);
}

function storyIn({ text, saidBefore, expectation }: AnswerSoFar): Reason[] {
  if (expectation !== 'story') return [];
  const last = starOf(lastSentence(text));
  const whole = starOf(`${saidBefore} ${text}`);
  return [
    { name: 'sets the scene', weight: (last.situation.covered || last.task.covered) && !last.result.covered && !last.action.covered ? weights.setsScene : 0 },
    { name: 'tells a result', weight: last.result.covered ? weights.tellsResult : 0 },
    { name: 'story is whole', weight: whole.action.covered && whole.result.covered ? weights.storyWhole : 0 },
    { name: 'no result yet', weight: whole.result.covered ? 0 : weights.noResultYet },
  ];
}

function pointsIn({ text, saidBefore, expectedPoints }: AnswerSoFar): number {
  if (expectedPoints.length < 2) return 0;
  const made = pointsCovered(`${saidBefore} ${text}`, expectedPoints).filter(({ covered }) => covered).length / expectedPoints.length;
  // Nothing made says little: points are found by words, and there are other good answers.
  return made === 0 ? 0 : weights.points * (made - 0.5);
}

export const sumOf = (reasons: readonly Reason[]): number => reasons.reduce((sum, { weight }) => sum + weight, 0);
export const probabilityOf = (reasons: readonly Reason[]): number => 1 / (1 + Math.exp(-sumOf(reasons)));
