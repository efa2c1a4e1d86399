/** Measures over a span of speech: a live window, an answer, a session. One computation from one set of totals. */
import type { Mark, Measures, Tone, Word } from '@greenroom/contracts';
import { fluencyScore } from './fluency.ts';
import { isFiller, isHedge } from './marks.ts';
import { syllablesOf } from './syllables.ts';
import { pausesOf } from './timing.ts';
import { toneOf } from './tone.ts';

/** Below these, a rate says nothing: a rate needs both. */
const fewestWords = 5;
const shortestAnswerSeconds = 2;
/** Pauses, fillers and repairs are rare; they need more speech before a rate per minute means something. */
const fewestWordsForRareEvents = 12;
const shortestAnswerSecondsForRareEvents = 5;

interface Totals {
  words: number;
  syllables: number;
  answerSeconds: number;
  pauses: number[];
  /** Stretches of speech between pauses. */
  runs: number;
  repairs: number;
  fillers: number;
  possibleFillers: number;
  hedges: number;
}

const isSpoken = (word: Word): boolean => /[\p{L}\p{N}]/u.test(word.text);

function totalsOf(words: readonly Word[], marks: readonly Mark[]): Totals {
  const spoken = words.filter(isSpoken);
  const pauses = pausesOf(spoken).map((pause) => pause.seconds);
  const first = spoken[0];
  const answerSeconds = first === undefined ? 0 : Math.max(0, spoken.reduce((latest, word) => Math.max(latest, word.end), first.end) - first.start);
  return {
    words: spoken.length,
    syllables: spoken.reduce((sum, word) => sum + syllablesOf(word.text), 0),
    answerSeconds,
    pauses,
    runs: spoken.length === 0 ? 0 : pauses.length + 1,
    repairs: marks.filter((mark) => mark.kind === 'repair').length,
    fillers: marks.filter((mark) => isFiller(mark) && mark.scored).length,
    possibleFillers: marks.filter((mark) => mark.kind === 'possible_filler').length,
    hedges: marks.filter(isHedge).length,
  };
}

function measuresOf(totals: Totals, responseDelaySeconds: number | null, tone: Tone | null): Measures {
  const { words, syllables, answerSeconds, pauses, runs } = totals;
  const pauseSeconds = pauses.reduce((sum, seconds) => sum + seconds, 0);
  const speakingSeconds = Math.max(0, answerSeconds - pauseSeconds);
  const enough = words >= fewestWords && answerSeconds >= shortestAnswerSeconds && speakingSeconds > 0;
  const enoughForRareEvents = enough && words >= fewestWordsForRareEvents && answerSeconds >= shortestAnswerSecondsForRareEvents;
  const rates = {
    speechRateWpm: enough ? (words / answerSeconds) * 60 : null,
    pausesPerMinute: enoughForRareEvents ? (pauses.length / answerSeconds) * 60 : null,
    meanPauseSeconds: pauses.length > 0 ? pauseSeconds / pauses.length : null,
    repairsPer100Words: enoughForRareEvents ? (totals.repairs / words) * 100 : null,
  };
  return {
    words,
    answerSeconds,
    speakingSeconds,
    ...rates,
    articulationRate: enough ? syllables / speakingSeconds : null,
    pauseCount: pauses.length,
    longestPauseSeconds: pauses.length > 0 ? Math.max(...pauses) : null,
    phonationRatio: enough ? speakingSeconds / answerSeconds : null,
    meanRunSyllables: enough ? syllables / runs : null,
    fillerCount: totals.fillers,
    possibleFillerCount: totals.possibleFillers,
    fillersPerMinute: enoughForRareEvents ? (totals.fillers / speakingSeconds) * 60 : null,
    hedgeCount: totals.hedges,
    responseDelaySeconds,
    tone,
    fluency: fluencyScore(rates),
  };
}

/**
 * Everything measured over one span of words (a live window or one answer), in seconds and per minute; ranges stand in
 * the contract and in docs of `fluencyScore`. `marks` are those of the same words (`findMarks(textOf(words), words)`), `text` is
 * what the tone is read from. Rates are null below 5 words or 2 s; rates of rare events (pauses, fillers, repairs) and
 * fluency below 12 words or 5 s. Pauses are silent gaps of at least 250 ms between words.
 */
export function measureSpan(words: readonly Word[], marks: readonly Mark[], options: { responseDelaySeconds: number | null; text: string }): Measures {
  const totals = totalsOf(words, marks);
  return measuresOf(totals, options.responseDelaySeconds, totals.words === 0 ? null : toneOf(options.text));
}

/** What the session's measures are made of, one per answer. The delay may be left out. */
export interface MeasuredAnswer {
  words: readonly Word[];
  marks: readonly Mark[];
  text: string;
  responseDelaySeconds?: number | null;
}

/**
 * The same measures over several answers: sums, not means of means, and the silence between answers belongs to none of
 * them. The response delay is the median of those given (seconds).
 */
export function measureSession(answers: readonly MeasuredAnswer[]): Measures {
  const parts = answers.map((answer) => totalsOf(answer.words, answer.marks));
  const sum = (value: (totals: Totals) => number): number => parts.reduce((total, part) => total + value(part), 0);
  const totals: Totals = {
    words: sum((part) => part.words),
    syllables: sum((part) => part.syllables),
    answerSeconds: sum((part) => part.answerSeconds),
    pauses: parts.flatMap((part) => part.pauses),
    runs: sum((part) => part.runs),
    repairs: sum((part) => part.repairs),
    fillers: sum((part) => part.fillers),
    possibleFillers: sum((part) => part.possibleFillers),
    hedges: sum((part) => part.hedges),
  };
  const delays = answers.flatMap((answer) => answer.responseDelaySeconds ?? []).sort((a, b) => a - b);
  const middle = delays.length === 0 ? null : ((delays[Math.floor((delays.length - 1) / 2)] ?? 0) + (delays[Math.floor(delays.length / 2)] ?? 0)) / 2;
  return measuresOf(totals, middle, totals.words === 0 ? null : toneOf(answers.map((answer) => answer.text).join('\n')));
}
