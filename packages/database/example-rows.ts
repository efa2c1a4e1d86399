/** Complete, valid rows for tests; each takes what the test is about. */
import type { EndOfTurnLook, Measures, Question, Report, Score, Turn } from '@greenroom/contracts';

export const exampleQuestion = (id: string): Question => ({
  id,
  text: `Question ${id}?`,
  competency: 'handling disagreement',
  expectedPoints: ['names the other side', 'says what changed'],
  probes: ['What would you do differently?'],
  timeBudgetSeconds: 120,
});

export const exampleMeasures: Measures = {
  words: 4, answerSeconds: 2.5, speakingSeconds: 2.1, speechRateWpm: 151.5, articulationRate: null, pauseCount: 1, pausesPerMinute: 17.25,
  meanPauseSeconds: 0.4, longestPauseSeconds: 0.4, phonationRatio: 0.84, meanRunSyllables: null, repairsPer100Words: 0, fillerCount: 1,
  possibleFillerCount: 0, fillersPerMinute: 5.3, hedgeCount: 0, responseDelaySeconds: 1.25,
  tone: { negative: 0.1, neutral: 0.7, positive: 0.2, label: 'neutral' }, fluency: 71.25,
};

/** One pause that was waited out, and the one that ended the answer. */
export const exampleLooks: EndOfTurnLook[] = [
  { at: 10.4, finished: 0.125, waitMs: 2_600, silentMs: 400, outcome: 'went_on', reasons: [{ name: 'a filler at the end', weight: -1.5 }] },
  { at: 12.625, finished: 0.875, waitMs: 700, silentMs: 780, outcome: 'replied', reasons: [{ name: 'a whole sentence', weight: 1.25 }, { name: 'short so far', weight: -0.5 }] },
];

export const exampleTurn = (interviewId: string, seq: number, change: Partial<Turn> = {}): Turn => ({
  interviewId,
  seq,
  speaker: 'candidate',
  kind: 'answer',
  questionId: 'q1',
  text: 'Um, we shipped it.',
  startedAt: 10.125,
  endedAt: 12.625,
  words: [
    { text: 'Um,', start: 10.125, end: 10.4, estimated: true },
    { text: 'we', start: 10.8, end: 11, estimated: true },
    { text: 'shipped', start: 11, end: 11.7, estimated: true },
    { text: 'it.', start: 11.7, end: 12.625, estimated: true },
  ],
  marks: [
    { kind: 'filled_pause', text: 'Um', start: 0, end: 2, wordIndex: 0, scored: true },
    { kind: 'long_pause', text: '', start: 3, end: 3, wordIndex: 0, scored: true, seconds: 0.4 },
  ],
  measures: exampleMeasures,
  responseDelayMs: 1250,
  typed: false,
  interrupted: false,
  ...change,
});

export const exampleScore = (value: number | null): Score => ({
  value,
  reason: value === null ? 'not_enough_evidence' : null,
  explanation: 'Because of the numbers.',
  spread: 0,
  judge: { kind: 'rules', name: 'local rules', version: '1' },
});

export const exampleReport = (interviewId: string, change: Partial<Report> = {}): Report => ({
  version: 1,
  interviewId,
  createdAt: '2026-01-02T03:04:05.678Z',
  summary: 'You answered one question.',
  scores: { fluency: exampleScore(71.4), confidence: exampleScore(60), clarity: exampleScore(null), content: exampleScore(55.5), overall: exampleScore(63) },
  measures: exampleMeasures,
  questions: [
    {
      questionId: 'q1', question: 'Question q1?', competency: 'handling disagreement', turnSeqs: [0, 1, 2], measures: exampleMeasures,
      content: exampleScore(55.5), clarity: exampleScore(null), star: [], points: [],
      claims: [{ kind: 'strength', dimension: 'content', text: 'You said what you did.', evidence: [{ turnSeq: 1, start: 4, end: 14, quote: 'we shipped', at: 10.8 }] }],
    },
  ],
  nextPractice: 'Name the result.',
  notices: [],
  ...change,
});
