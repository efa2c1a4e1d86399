/** What goes wrong in a real interview, and what must be left of it. */
import { RoomAccess } from '@greenroom/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCandidate } from '../../stack/demo/candidate.ts';
import { answersTo, startWholeSystem, textOf, turnsOf, until, untilStatus, type WholeSystem } from './whole-system.ts';
import { wordErrorRate } from './word-errors.ts';

let system: WholeSystem;
beforeAll(async () => {
  system = await startWholeSystem({ INTERVIEW_JOIN_TIMEOUT_SECONDS: '6', INTERVIEW_ABSENCE_TIMEOUT_SECONDS: '6' });
});
afterAll(() => system.stop());

const candidate = (options: Partial<Parameters<typeof runCandidate>[0]> & Pick<Parameters<typeof runCandidate>[0], 'answers'>) =>
  runCandidate({ apiUrl: system.addresses.api, account: system.account, ...options });

/** Kills in the middle of an answer and measures how long it takes until another interviewer speaks. */
async function interviewWithKill(kill: (interviewId: string) => Promise<void>): Promise<{ interviewId: string; silentMs: number; said: string }> {
  let interviewId = '';
  let killedAtMs = 0;
  const log = await candidate({
    answers: await answersTo('q1'),
    onInterview: (id) => (interviewId = id),
    onAnswerStarted: () => {
      if (killedAtMs !== 0) return;
      killedAtMs = Infinity;
      // In the middle of the third sentence.
      setTimeout(() => void kill(interviewId).then(() => (killedAtMs = Date.now())), 9_000);
    },
  });
  await untilStatus(system, interviewId, ['completed'], 60);
  const turns = await turnsOf(system, interviewId);
  const resumed = turns.find((turn) => turn.kind === 'resume');
  const { interview } = await system.api.call('readInterview', { params: { id: interviewId } });
  const zeroMs = Date.parse(interview.startedAt ?? '');
  return { interviewId, silentMs: zeroMs + (resumed?.startedAt ?? Infinity) * 1000 - killedAtMs, said: log.answers.map((answer) => answer.text).join(' ') };
}

async function expectNothingLost({ interviewId, silentMs, said }: Awaited<ReturnType<typeof interviewWithKill>>, withinMs: number): Promise<void> {
  console.log(`another interviewer spoke after ${String(Math.round(silentMs))} ms`);
  expect(silentMs).toBeLessThan(withinMs);
  const turns = await turnsOf(system, interviewId);
  expect(textOf(turns, 'interviewer')).toMatch(/Sorry, I lost you for a moment/);
  // A late word of the candidate may follow it, as an aside.
  expect(turns.findLast(({ speaker }) => speaker === 'interviewer')?.kind).toBe('closing');
  // What was said while nobody listened comes back from the recording.
  expect(wordErrorRate(said, textOf(turns, 'candidate'))).toBeLessThan(0.2);
  const { report } = await system.api.call('readReport', { params: { id: interviewId } });
  expect(report.notices.join(' ')).toMatch(/connection was lost and restored/);
  expect(report.questions[0]?.turnSeqs.length).toBeGreaterThan(2);
}

test('an interview goes on in the same room within 10 s when its process is killed in the middle of an answer, and nothing is lost', async () => {
  await expectNothingLost(await interviewWithKill(async (id) => void process.kill(await system.jobPid(id), 'SIGKILL')), 10_000);
});

test('it goes on when the whole agent worker is killed: that is started again, too', async () => {
  await expectNothingLost(
    await interviewWithKill(async (id) => {
      const job = await system.jobPid(id);
      process.kill(system.pidOf('agent') ?? 0, 'SIGKILL');
      process.kill(job, 'SIGKILL');
    }),
    // A new worker loads its models first; about 8 s on a quiet machine.
    25_000,
  );
});

test('a candidate who hangs up in the middle of a word keeps what was said, in a report', async () => {
  const hangUp = new AbortController();
  const log = await candidate({ answers: await answersTo('q1'), signal: hangUp.signal, onAnswerStarted: () => setTimeout(() => hangUp.abort(), 12_300) });
  expect(log.ended).toBe('left');
  const interview = await untilStatus(system, log.interviewId, ['completed'], 60);
  expect(interview.overallScore).not.toBeNull();
  const answers = (await turnsOf(system, log.interviewId)).filter((turn) => turn.speaker === 'candidate');
  expect(answers).toHaveLength(1);
  const [answer] = answers;
  expect(answer).toMatchObject({ kind: 'answer', interrupted: true });
  // "Backend" is written in more than one way.
  expect(answer?.text).toMatch(/engineer with six years of experience/i);
});

test('an interview to which nobody comes is abandoned, and its room is gone', async () => {
  const interview = await system.api.call('createInterview', { body: { type: 'hr', role: 'Nurse', level: 'mid' } });
  await system.api.call('startInterview', { params: { id: interview.id } });
  await untilStatus(system, interview.id, ['abandoned'], 40);
  await expect(system.api.call('startInterview', { params: { id: interview.id } })).rejects.toThrow();
});

test('the same link opened a second time takes over the place: one candidate is in the room, and the interview goes on', async () => {
  const { Room, RoomEvent } = await import('@livekit/rtc-node');
  const interview = await system.api.call('createInterview', { body: { type: 'behavioral', role: 'Backend engineer', level: 'senior' } });
  const access = RoomAccess.parse(await system.api.call('startInterview', { params: { id: interview.id } }));
  const first = new Room();
  const sentAway = new Promise<void>((resolve) => first.on(RoomEvent.Disconnected, () => resolve()));
  await first.connect(access.url, access.token, { autoSubscribe: true, dynacast: false });
  const again = RoomAccess.parse(await system.api.call('startInterview', { params: { id: interview.id } }));
  const second = new Room();
  await second.connect(again.url, again.token, { autoSubscribe: true, dynacast: false });
  await sentAway;
  await until('an interviewer who asks', 40, async () => ((await turnsOf(system, interview.id)).some((turn) => turn.kind === 'question') ? true : undefined));
  await system.api.call('completeInterview', { params: { id: interview.id } });
  await untilStatus(system, interview.id, ['abandoned', 'completed'], 40);
  await second.disconnect();
});

test('a typed answer is an answer', async () => {
  const { Room } = await import('@livekit/rtc-node');
  const interview = await system.api.call('createInterview', { body: { type: 'behavioral', role: 'Backend engineer', level: 'senior' } });
  const access = RoomAccess.parse(await system.api.call('startInterview', { params: { id: interview.id } }));
  const room = new Room();
  await room.connect(access.url, access.token, { autoSubscribe: true, dynacast: false });
  await until('the first question', 40, async () => ((await turnsOf(system, interview.id)).some((turn) => turn.kind === 'question') ? true : undefined));
  await room.localParticipant?.sendText('Two years ago I broke production on a Friday. I rolled the change back within forty minutes and wrote to every shop. In the end we lost no customer.', { topic: 'lk.chat' });
  const answer = await until('the typed turn', 20, async () => (await turnsOf(system, interview.id)).find((turn) => turn.typed));
  expect(answer).toMatchObject({ speaker: 'candidate', kind: 'answer' });
  await until('the next line', 20, async () => ((await turnsOf(system, interview.id)).some((turn) => turn.speaker === 'interviewer' && turn.seq > answer.seq) ? true : undefined));
  await system.api.call('completeInterview', { params: { id: interview.id } });
  await untilStatus(system, interview.id, ['completed'], 40);
  await room.disconnect();
});
