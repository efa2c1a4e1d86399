/** Finished interviews of other kinds than the first: long, typed, without scores, without a recording, and a question answered again. */
import { readFileSync } from 'node:fs';
import { Interview, Recording, Report, Turn, type Evidence, type Measures, type Score } from '@greenroom/contracts';
import { cuesOf } from '../../src/lib/report/captions.ts';
import { readingOf } from '../../src/lib/report/reading.ts';
import { pass, Refused, type Answers } from './answers.ts';
import { tonesOf, type Tones } from './tones.ts';

const example = JSON.parse(readFileSync(new URL('../interview.json', import.meta.url), 'utf8'));
const finished = Interview.parse(example.interview);
const report = Report.parse(example.report);
const turns = Turn.array().parse(example.turns);
const recording = Recording.parse(example.recording);

const idOf = (ending: string): string => finished.id.slice(0, -2) + ending;
/** `long` is 45 minutes, `lengthy` nine. */
export const replayIds = { long: idOf('a1'), lengthy: idOf('a7'), typed: idOf('a2'), unscored: idOf('a3'), unrecorded: idOf('a4'), again: idOf('a5'), withoutPeaks: idOf('a6') } as const;
/** The first interview of the stand-in API: its second question was answered again, and is planned once more. */
const original = idOf('04');
const plannedAgain = idOf('01');
export const againQuestion = 'q2';

interface Held {
  interview: Interview;
  report: Report;
  turns: Turn[];
  recording: Recording | null;
}

/** The example, so many times over, as one interview. */
const every = 180;
function repeated(id: string, times: number): Held {
  const copies = Array.from({ length: times }, (_, copy) => copy);
  const seqOf = (seq: number, copy: number): number => seq + copy * turns.length;
  const moved = (evidence: Evidence, copy: number): Evidence => ({ ...evidence, turnSeq: seqOf(evidence.turnSeq, copy), at: evidence.at + copy * every });
  // As many questions as an interview may have: the rest of the copies are follow-ups of the last one.
  const asked = copies.slice(0, 5);
  const questions = asked.flatMap((copy) =>
    report.questions.map((question, i) => ({
      ...question, questionId: `q${copy * 4 + i + 1}`, question: copy === 0 ? question.question : `And once more, from another year (${copy}): ${question.question}`,
      turnSeqs: (copy === asked.length - 1 && i === 3 ? copies.slice(copy) : [copy]).flatMap((each) => (each === copy ? question.turnSeqs : turns.map(({ seq }) => seq)).map((seq) => seqOf(seq, each))),
      claims: question.claims.map((claim) => ({ ...claim, evidence: claim.evidence.map((evidence) => moved(evidence, copy)) })),
      star: question.star.map((each) => ({ ...each, evidence: each.evidence && moved(each.evidence, copy) })),
      points: question.points.map((each) => ({ ...each, evidence: each.evidence && moved(each.evidence, copy) })),
    })),
  );
  return {
    interview: planOf(id, {
      role: 'Principal engineer for the platform that a great many other teams build their own platforms upon', duration: times * every,
      questions: questions.map(({ questionId }, i) => ({ ...finished.questions[i % 4]!, id: questionId })),
    }),
    report: { ...report, questions },
    turns: copies.flatMap((copy) =>
      turns.map((turn) => ({
        ...turn, seq: seqOf(turn.seq, copy), startedAt: turn.startedAt + copy * every, endedAt: turn.endedAt + copy * every,
        words: turn.words.map((word) => ({ ...word, start: word.start + copy * every, end: word.end + copy * every })),
      })),
    ),
    recording: { ...recording, durationSeconds: times * every },
  };
}
const planOf = (id: string, change: Partial<Interview> = {}): Interview => ({ ...finished, id, ...change });

const nothing = (score: Score): Score => ({ ...score, value: null, reason: 'not_enough_evidence', explanation: 'Fewer than 12 words were said.' });
const scoreless = (scores: Report['scores']): Report['scores'] => ({ fluency: nothing(scores.fluency), confidence: nothing(scores.confidence), clarity: nothing(scores.clarity), content: nothing(scores.content), overall: nothing(scores.overall) });

/** The second question alone, said better and faster; judged by a model where the first time rules judged. */
const againFrom = turns.find(({ questionId }) => questionId === againQuestion)?.startedAt ?? 0;
const againTurns = turns.filter(({ questionId }) => questionId === againQuestion).map((turn, seq): Turn => {
  const at = (time: number) => Math.round((time - againFrom + 2) * 100) / 100;
  return { ...turn, seq, startedAt: at(turn.startedAt), endedAt: at(turn.endedAt), words: turn.words.map((word) => ({ ...word, start: at(word.start), end: at(word.end) })), marks: turn.marks.filter(({ kind }) => kind !== 'filled_pause') };
});
const model = { kind: 'model', name: 'gemini-2.5-flash', version: '2026-06' } as const;
const againQuestionReport = report.questions.filter(({ questionId }) => questionId === againQuestion).map((question) => ({
  ...question, turnSeqs: againTurns.map(({ seq }) => seq),
  measures: question.measures && ({ ...question.measures, speechRateWpm: 158, fillersPerMinute: 1.1, fillerCount: 1 } satisfies Measures),
  content: { ...question.content, value: 90, spread: 4, judge: model }, clarity: { ...question.clarity, value: 78 },
  star: question.star.map((each) => ({ ...each, covered: true, evidence: null })), claims: [], points: question.points.map((each) => ({ ...each, evidence: null })),
}));

const held: Record<string, Held> = {
  [replayIds.long]: repeated(replayIds.long, 15),
  [replayIds.lengthy]: repeated(replayIds.lengthy, 3),
  [replayIds.typed]: {
    interview: planOf(replayIds.typed, { mode: 'typed' }),
    report: { ...report, measures: null, notices: [], scores: { ...report.scores, fluency: { ...nothing(report.scores.fluency), explanation: 'What is typed has no flow to measure.' } }, questions: report.questions.map((question) => ({ ...question, measures: null })) },
    turns: turns.map((turn) => ({ ...turn, typed: true, words: [], marks: [], measures: null })), recording: null,
  },
  [replayIds.unscored]: {
    interview: planOf(replayIds.unscored, { overallScore: null, duration: 31 }),
    report: {
      ...report, summary: 'You answered none of the questions, so there is nothing to score.', scores: scoreless(report.scores), measures: null, nextPractice: null, notices: [],
      questions: report.questions.map((question, i) => ({ ...question, turnSeqs: i === 0 ? [1, 2] : [], measures: null, content: nothing(question.content), clarity: nothing(question.clarity), star: [], points: [], claims: [] })),
    },
    turns: turns.slice(0, 3).map((turn) => (turn.seq === 2 ? { ...turn, text: 'Um, sorry.', words: turn.words.slice(0, 2).map((word, i) => ({ ...word, text: ['Um,', 'sorry.'][i]! })), marks: [], measures: null, endedAt: 15.5, interrupted: true } : turn)),
    recording: { ...recording, durationSeconds: 31 },
  },
  [replayIds.unrecorded]: { interview: planOf(replayIds.unrecorded), report, turns, recording: { ...recording, status: 'missing', durationSeconds: null } },
  [replayIds.withoutPeaks]: { interview: planOf(replayIds.withoutPeaks), report, turns, recording },
  [replayIds.again]: {
    interview: planOf(replayIds.again, { again: { interviewId: original, questionId: againQuestion }, questions: finished.questions.filter(({ id }) => id === againQuestion), duration: 55, createdAt: '2026-11-24T08:00:00.000Z', startedAt: '2026-11-24T08:01:00.000Z' }),
    report: { ...report, questions: againQuestionReport, notices: [], summary: 'You told the story of the checkout in three steps and ended with its result.' }, turns: againTurns, recording: { ...recording, durationSeconds: 53 },
  },
};

const tones = new Map<string, Tones>();
function tonesFor(id: string): Tones {
  const of = held[id] ?? { turns, recording };
  const made = tones.get(id) ?? tonesOf(of.turns, of.recording?.durationSeconds ?? 1, of.recording?.offsetSeconds ?? 0);
  tones.set(id, made);
  return made;
}

/** What the recording of an interview sounds like. */
export const recordingOf = (id: string): Buffer => tonesFor(id).wav;
export const peaksOf = (id: string): Tones['peaks'] => tonesFor(id).peaks;
export const knowsReplay = (id: string): boolean => held[id] !== undefined;

/** In the file's time, as the API's are. */
export function captionsOf(id: string): string {
  const { turns: said, recording: file } = held[id] ?? { turns, recording };
  const stamp = (seconds: number) => new Date(Math.max(0, seconds - (file?.offsetSeconds ?? 0)) * 1000).toISOString().slice(11, 23);
  return ['WEBVTT\n', ...cuesOf(said.map(readingOf), { candidate: 'Dana Reyes', interviewer: 'Interviewer', coach: 'Coach' }).map(({ start, end, text }) => `${stamp(start)} --> ${stamp(end)}\n${text.replace(/^([^:]+): (.*)$/s, '<v $1>$2</v>')}\n`)].join('\n');
}

const of = <T>(id: string, say: (held: Held) => T): T | typeof pass => (held[id] === undefined ? pass : say({ ...held[id], turns: held[id].turns.map((turn) => ({ ...turn, interviewId: id })) }));

export const replayAnswers: Answers = {
  readInterview: ({ id }) => of(id, ({ interview }) => ({ interview, progress: null })),
  readTranscript: ({ id }) => of(id, (one) => ({ turns: one.turns })),
  readReport: ({ id }) => of(id, (one) => ({ report: { ...one.report, interviewId: id }, scores: one.report.scores, overrides: [], recording: one.recording && { ...one.recording, interviewId: id } })),
  readPeaks: ({ id }) => {
    if (id === replayIds.withoutPeaks) throw new Refused(503, 'The files are away.');
    return peaksOf(id);
  },
  listNotes: ({ id }) => of(id, () => ({ items: [] })),
  listInterviews: ({ query }) => {
    const again = query.get('again');
    if (again === null) return pass;
    const planned = planOf(plannedAgain, { status: 'pending', again: { interviewId: original, questionId: againQuestion }, createdAt: '2026-11-25T08:00:00.000Z', startedAt: null, completedAt: null, overallScore: null, duration: null });
    return { items: again === original ? [planned, held[replayIds.again]?.interview] : [], nextCursor: null };
  },
};
