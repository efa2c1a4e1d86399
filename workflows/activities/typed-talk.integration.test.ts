/** Typed interviews with the real workflow, activities and database: what was accepted becomes a turn, once. */
import { randomUUID } from 'node:crypto';
import { queries, signals, taskQueues, workflowIds, workflowNames, type EndReason, type InterviewCommand, type InterviewInput, type InterviewProgress, type LiveEvent, type OrderNotice, type Turn } from '@greenroom/contracts';
import { createInterview, createUser, findReport, findTypedOrder, keepTypedOrder, listTurns, startInterview } from '@greenroom/database';
import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Context } from '../context.ts';
import { startTestWorkers, type TestWorkers } from '../testing.ts';

const env = inject('env');
let workers: TestWorkers;
let context: Context;
beforeAll(async () => {
  workers = await startTestWorkers(env);
  ({ context } = workers);
});
afterAll(() => workers.stop());

const question = (id: string, text: string) => ({ id, text, competency: 'conflict', expectedPoints: ['listening'], probes: ['What came of it?'], timeBudgetSeconds: 120 });
const answers = [
  'I disagreed with a product manager about a date, listened to his reasons, and proposed a smaller release.',
  'We shipped on time, and the audit found two bugs in the part that we had held back.',
  'My largest mistake was a migration without a backup, which took a customer off the air for an hour.',
  'I told everybody at once, restored the data by hand, and wrote the check that we still run before each release.',
  'Since then I practise restoring every month, and the last one took eleven minutes.',
] as const;

interface Typed {
  /** Starts the workflow, or a new run of it. */
  run(): Promise<WorkflowHandle>;
  order(handle: WorkflowHandle, command: InterviewCommand, id?: string): Promise<void>;
  turns(speaker: Turn['speaker']): Promise<Turn[]>;
  interviewId: string;
}

async function planned(): Promise<Typed> {
  const { id: userId } = await createUser(context.database, { email: `${randomUUID()}@example.org`, passwordHash: 'x', fullName: 'B', role: 'candidate' });
  const { id: interviewId } = await createInterview(context.database, {
    userId, type: 'behavioral', mode: 'typed', role: 'Engineer', level: 'mid', language: 'en', jobDescription: null,
    questions: [question('q1', 'Tell me about a conflict.'), question('q2', 'Tell me about a mistake.'), question('q3', 'What are you proud of?')],
  });
  const clockStartedAt = Date.now();
  await startInterview(context.database, interviewId, clockStartedAt);
  const input: InterviewInput = { interviewId, mode: 'typed', clockStartedAt, joinTimeoutSeconds: 60, absenceTimeoutSeconds: 60, maxDurationSeconds: 60, pauseLimitSeconds: 60 };
  const { client } = workers;
  return {
    interviewId,
    run: () => client.workflow.start(workflowNames.interview, { taskQueue: taskQueues.interviews, workflowId: workflowIds.interview(interviewId), workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY', args: [input] }),
    async order(handle, command, id = randomUUID()) {
      await keepTypedOrder(context.database, interviewId, id, command);
      await handle.signal(signals.command, { id, type: command.type, byCandidate: ['answer', 'pause', 'resume', 'repeat', 'think', 'skip'].includes(command.type) } satisfies OrderNotice);
    },
    turns: async (speaker) => (await listTurns(context.database, interviewId)).filter((turn) => turn.speaker === speaker),
  };
}
const texts = (turns: Turn[]): string[] => turns.map(({ text }) => text);
const answer = (text: string): InterviewCommand => ({ type: 'answer', text });
const progressOf = (handle: WorkflowHandle): Promise<InterviewProgress> => handle.query(queries.progress);
const waiting = { timeout: 15_000 } as const;

test('a workflow that was terminated and started again goes on: every answer becomes a turn, none twice', async () => {
  const { interviewId, run, order, turns } = await planned();
  const first = await run();
  for (const [index, text] of answers.slice(0, 3).entries()) {
    await order(first, answer(text), `answer-${index}`);
    await expect.poll(() => turns('candidate'), waiting).toHaveLength(index + 1);
  }
  await expect.poll(() => findTypedOrder(context.database, interviewId, 'answer-2'), waiting).toBeUndefined();
  await first.terminate('An operator did it.');

  const second = await run();
  await order(second, answer(answers[2]), 'answer-2');
  await order(second, answer(answers[3]), 'answer-3');
  await order(second, answer(answers[4]), 'answer-4');
  await expect.poll(async () => texts(await turns('candidate')), waiting).toEqual(answers);
  await second.signal(signals.end, 'candidate_ended' satisfies EndReason);
  expect(await second.result()).toMatchObject({ phase: 'completed' });
  expect(texts(await turns('candidate'))).toEqual(answers);
  const said = await turns('interviewer');
  expect(said.filter(({ kind }) => kind === 'greeting')).toHaveLength(1);
  const all = [...said, ...(await turns('candidate'))].map(({ seq }) => seq).sort((a, b) => a - b);
  expect(all).toEqual(all.map((_, index) => index));
});

test('a coach who led when the workflow was lost leads in the new one', async () => {
  const { interviewId, run, order, turns } = await planned();
  const first = await run();
  await order(first, { type: 'take_over' }, 'lead');
  await expect.poll(() => findTypedOrder(context.database, interviewId, 'lead'), waiting).toBeUndefined();
  await first.terminate('An operator did it.');
  const second = await run();
  await expect.poll(async () => (await progressOf(second)).coachLeads, waiting).toBe(true);
  await order(second, { type: 'say', text: 'Who decided in the end?' });
  await order(second, answer(answers[0]));
  await expect.poll(async () => texts(await turns('candidate')), waiting).toEqual([answers[0]]);
  expect(texts(await turns('coach'))).toEqual(['Who decided in the end?']);
  await second.signal(signals.end, 'candidate_ended' satisfies EndReason);
  await second.result();
});

test('a candidate asks for the question again, for time, and leaves it: no turn of words comes of that', async () => {
  const { interviewId, run, order, turns } = await planned();
  const handle = await run();
  await expect.poll(() => turns('interviewer'), waiting).toHaveLength(2);
  for (const type of ['repeat', 'think', 'skip'] as const) await order(handle, { type });
  await expect.poll(async () => (await turns('interviewer')).slice(2).map(({ kind, questionId }) => [kind, questionId]), waiting).toEqual([['repeat', 'q1'], ['acknowledgement', 'q1'], ['question', 'q2']]);
  expect((await turns('interviewer')).at(-1)?.text).toMatch(/^All right, we leave that one\./);
  expect(await turns('candidate')).toEqual([]);
  await handle.signal(signals.end, 'candidate_ended' satisfies EndReason);
  await handle.result();
  expect(await findTypedOrder(context.database, interviewId, 'skip')).toBeUndefined();
});

test('a coach is told what of a good answer was written so far, by the report’s own rules', async () => {
  const { interviewId, run, order, turns } = await planned();
  const handle = await run();
  await order(handle, answer(answers[0]));
  await expect.poll(() => turns('candidate'), waiting).toHaveLength(1);
  await handle.signal(signals.end, 'candidate_ended' satisfies EndReason);
  await handle.result();
  const coverages: Extract<LiveEvent, { type: 'coverage' }>[] = [];
  for await (const { event } of context.events.follow(interviewId, { after: '0' })) {
    if (event.type === 'coverage') coverages.push(event);
    if (event.type === 'interview:complete') break;
  }
  expect(coverages[0]).toMatchObject({ questionId: 'q1', points: expect.arrayContaining([{ point: 'listening', covered: false }]) as unknown });
  const reported = (await findReport(context.database, interviewId))?.questions[0];
  const covered = (points: readonly { point: string; covered: boolean }[] = []): string[] => points.filter((point) => point.covered).map(({ point }) => point.toLowerCase());
  const last = coverages.findLast(({ questionId }) => questionId === 'q1');
  expect(covered(last?.points)).toContain('listening');
  expect(covered(last?.points)).toEqual(covered([...(reported?.star ?? []), ...(reported?.points ?? [])]));
});

test('answers that wait when the interview ends are turns of it, in the report, and nothing is said to them', async () => {
  const { interviewId, run, order, turns } = await planned();
  const handle = await run();
  await expect.poll(() => turns('interviewer'), waiting).toHaveLength(2);
  await order(handle, { type: 'pause' });
  await order(handle, answer(answers[0]), 'waits');
  await order(handle, answer('Could you repeat the question?'));
  await order(handle, answer(answers[1]));
  await handle.signal(signals.end, 'candidate_ended' satisfies EndReason);
  expect(await handle.result()).toMatchObject({ phase: 'completed', endReason: 'candidate_ended' });
  expect((await turns('candidate')).map(({ seq, kind, questionId, text }) => ({ seq, kind, questionId, text }))).toEqual([
    { seq: 2, kind: 'answer', questionId: 'q1', text: answers[0] },
    { seq: 3, kind: 'aside', questionId: 'q1', text: 'Could you repeat the question?' },
    { seq: 4, kind: 'answer', questionId: 'q1', text: answers[1] },
  ]);
  expect(await turns('interviewer')).toHaveLength(2);
  expect((await findReport(context.database, interviewId))?.questions[0]?.turnSeqs).toEqual(expect.arrayContaining([2, 4]));
  expect(await findTypedOrder(context.database, interviewId, 'waits')).toBeUndefined();
});
