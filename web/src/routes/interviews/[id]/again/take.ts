/** One answer to the question, as the comparison needs it. */
import type { Coverage, Interview, Measures, Recording, Score } from '@greenroom/contracts';
import type { RequestEvent } from '@sveltejs/kit';
import { readingOf, type Reading } from '#lib/report/reading.ts';
import { askApi, callApi } from '#lib/server/api.ts';

export interface Take {
  interviewId: string;
  heldAt: string;
  /** Null: the question was not reached, or the report could not be read. */
  judged: { content: Score; clarity: Score; star: Coverage[]; points: Coverage[]; measures: Measures | null } | null;
  turns: Reading[];
  recording: Recording | null;
  /** From the first to the last sound of what belongs to the question. */
  span: { start: number; end: number } | null;
}

export async function readTake(event: RequestEvent, interview: Pick<Interview, 'id' | 'startedAt' | 'createdAt' | 'questions'>, questionId: string): Promise<Take> {
  const params = { id: interview.id };
  const [answer, { turns }] = await Promise.all([askApi(event, 'readReport', { params }), callApi(event, 'readTranscript', { params })]);
  const heldAt = interview.startedAt ?? interview.createdAt;
  const nothing: Take = { interviewId: interview.id, heldAt, judged: null, turns: [], recording: null, span: null };
  if (!answer.ok) return nothing;
  const { report, recording } = answer.reply;
  // An interview with one question may number it anew.
  const question = report.questions.find((each) => each.questionId === questionId) ?? (interview.questions.length === 1 ? report.questions[0] : undefined);
  if (question === undefined) return { ...nothing, recording };
  const own = turns.filter(({ seq }) => question.turnSeqs.includes(seq));
  const answers = own.filter(({ speaker }) => speaker === 'candidate');
  const { content, clarity, star, points, measures } = question;
  return {
    ...nothing, recording,
    judged: { content, clarity, star, points, measures },
    turns: own.map(readingOf),
    span: answers.length === 0 ? null : { start: Math.min(...answers.map((turn) => turn.startedAt)), end: Math.max(...answers.map((turn) => turn.endedAt)) + 0.4 },
  };
}
