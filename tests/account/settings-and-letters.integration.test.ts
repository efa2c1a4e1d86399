import { Account, taskQueues, workflowIds, workflowNames, type Mail } from '@greenroom/contracts';
import { createInterview, findReport, saveTurn, startInterview } from '@greenroom/database';
import { exampleQuestion, exampleTurn } from '@greenroom/database/example-rows';
import { measureSpan } from '@greenroom/measures';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startAccountSystem, type AccountSystem, type Person } from './account-system.ts';

let system: AccountSystem;
beforeAll(async () => void (system = await startAccountSystem(inject('env'))));
afterAll(() => system.stop());

const change = (person: Person, body: unknown) => system.api.call('PATCH', '/account', { token: person.token, body });
const read = async (person: Person) => Account.parse((await system.api.call('GET', '/account', { token: person.token })).body);

test('a new account has the defaults, and a change touches only the keys that are sent', async () => {
  const person = await system.person();
  expect(await read(person)).toMatchObject({
    email: person.email, emailVerified: true, fullName: 'Dana Reyes', role: 'candidate', deletionPlannedAt: null,
    settings: { language: 'en', timeZone: 'UTC', thinkingTime: 'normal', voice: { sound: 'lower', pace: 'normal' }, captions: true, fluencyScore: true, reducedMotion: false, mail: { reportReady: true, weeklyProgress: false }, recordingRetentionDays: 90 },
  });
  const { status, body } = await change(person, { fullName: '  Dana R. ', settings: { timeZone: 'Europe/Berlin', mail: { weeklyProgress: true }, recordingRetentionDays: null } });
  expect(status).toBe(200);
  expect(body).toMatchObject({ fullName: 'Dana R.', settings: { timeZone: 'Europe/Berlin', captions: true, mail: { reportReady: true, weeklyProgress: true }, recordingRetentionDays: null } });
  await change(person, { settings: { mail: { reportReady: false }, fluencyScore: false } });
  expect((await read(person)).settings).toMatchObject({ timeZone: 'Europe/Berlin', fluencyScore: false, mail: { reportReady: false, weeklyProgress: true }, recordingRetentionDays: null });
});

test('two changes at once both hold', async () => {
  const person = await system.person();
  const replies = await Promise.all([change(person, { settings: { captions: false, mail: { weeklyProgress: true } } }), change(person, { settings: { reducedMotion: true, mail: { reportReady: false } } })]);
  expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  expect((await read(person)).settings).toMatchObject({ captions: false, reducedMotion: true, mail: { weeklyProgress: true, reportReady: false } });
});

test('what is not known or not possible is refused, with the place of the fault', async () => {
  const person = await system.person();
  const wrong: [unknown, string][] = [
    [{ settings: { timeZone: 'Mars/Olympus' } }, 'settings.timeZone'],
    [{ settings: { colour: 'red' } }, 'settings'],
    [{ settings: { mail: { spam: true } } }, 'settings.mail'],
    [{ settings: { voice: { sound: 'lower' } } }, 'settings.voice.pace'],
    [{ settings: { voice: { sound: 'lower', pace: 'normal', pitch: 3 } } }, 'settings.voice'],
    [{ settings: { recordingRetentionDays: 0 } }, 'settings.recordingRetentionDays'],
    [{ settings: { recordingRetentionDays: 366 } }, 'settings.recordingRetentionDays'],
    [{ role: 'admin' }, 'role'],
    [{ fullName: '   ' }, 'fullName'],
    [{ email: 'other@example.com' }, ''],
  ];
  for (const [body, path] of wrong) {
    const { status, problem } = await change(person, body);
    expect([status, problem?.errors?.[0]?.path]).toEqual([400, path]);
  }
  expect((await read(person)).settings).toMatchObject({ timeZone: 'UTC', recordingRetentionDays: 90 });
});

test('a candidate becomes a coach and a candidate again; an administrator stays one', async () => {
  const person = await system.person();
  expect((await change(person, { role: 'coach' })).body).toMatchObject({ role: 'coach' });
  expect((await change(person, { role: 'candidate' })).body).toMatchObject({ role: 'candidate' });
  const admin = await system.person({ role: 'admin' });
  expect((await change(admin, { role: 'candidate' })).problem?.type).toBe('/problems/not-allowed');
});

const letterTo = (person: Person): Mail => ({ template: 'verify-email', to: person.email, name: 'Dana Reyes', link: 'https://greenroom.example/verify?token=secret' });

test('a letter is sent once for its key, however often it is asked for, and neither address nor text stays anywhere', async () => {
  const person = await system.person();
  const key = `verify-${person.id}`;
  await Promise.all([1, 2, 3].map(() => system.api.context.mail.send(letterTo(person), key)));
  const handle = system.temporal.workflow.getHandle(workflowIds.mail(key));
  expect(await handle.result()).toBe('sent');
  await system.api.context.mail.send(letterTo(person), key);
  expect(await system.lettersTo(person.email)).toHaveLength(1);
  const row = await system.api.context.database.selectFrom('letters').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ status: 'sent', toEmail: null, mail: null });
  const history = await handle.fetchHistory();
  const payloads = [...JSON.stringify(history).matchAll(/"data":"([^"]+)"/g)].map(([, data]) => Buffer.from(data as string, 'base64').toString()).join('\n');
  expect(payloads).toContain(key);
  for (const told of [person.email, 'token=secret']) expect(payloads).not.toContain(told);
  const scheduled = history.events?.map(({ activityTaskScheduledEventAttributes: attributes }) => attributes).find((attributes) => attributes?.activityType?.name === 'deliverLetter');
  // It would have been tried for a day, at the end every half an hour.
  expect([Number(scheduled?.scheduleToCloseTimeout?.seconds), Number(scheduled?.retryPolicy?.maximumInterval?.seconds), scheduled?.retryPolicy?.maximumAttempts]).toEqual([24 * 3600, 1800, 0]);
});

test('a key that would tell something is refused', async () => {
  const person = await system.person();
  await expect(system.api.context.mail.send(letterTo(person), person.email)).rejects.toThrow(/no key for a letter/);
});

test('a mail server that asks to come back later gets the letter; one that refuses the address ends it', async () => {
  const [greylisted, refused] = [await system.person(), await system.person()];
  let asked = 0;
  system.mailServer.answer = (address) => {
    if (address === refused.email) return { code: 550, text: `5.1.1 <${address}> unknown` };
    return address === greylisted.email && ++asked < 2 ? { code: 451, text: '4.7.1 later' } : undefined;
  };
  await system.api.context.mail.send(letterTo(greylisted), `a-${greylisted.id}`);
  await system.api.context.mail.send(letterTo(refused), `a-${refused.id}`);
  expect(await system.temporal.workflow.getHandle(workflowIds.mail(`a-${greylisted.id}`)).result()).toBe('sent');
  const handle = system.temporal.workflow.getHandle(workflowIds.mail(`a-${refused.id}`));
  expect(await handle.result()).toBe('refused');
  expect(asked).toBe(2);
  const row = await system.api.context.database.selectFrom('letters').selectAll().where('key', '=', `a-${refused.id}`).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ status: 'refused', toEmail: null, mail: null });
  system.mailServer.answer = () => undefined;
});

test('while the workflow service is away a letter is not taken on silently', async () => {
  const person = await system.person();
  const { createMail } = await import('../../api/mail.ts');
  const { connectDurable } = await import('../../api/durable.ts');
  const nowhere = connectDurable({ address: '127.0.0.1:1', namespace: 'default' });
  await expect(createMail(system.api.context.database, nowhere).send(letterTo(person), `b-${person.id}`)).rejects.toMatchObject({ name: 'PartUnavailableError' });
  await nowhere.close();
  // The same call again, when it is back.
  await system.api.context.mail.send(letterTo(person), `b-${person.id}`);
  expect(await system.lettersTo(person.email)).toHaveLength(1);
});

async function interviewOf(person: Person): Promise<string> {
  const { id } = await createInterview(system.api.context.database, { userId: person.id, type: 'behavioral', role: 'Backend engineer', level: 'mid', language: 'en', jobDescription: null, questions: [exampleQuestion('q1')] });
  return id;
}

test('a report is told of by letter only to those who want it, at an address that they have confirmed', async () => {
  const [wants, not, unconfirmed] = [await system.person(), await system.person(), await system.person({ verified: false })];
  await change(not, { settings: { mail: { reportReady: false } } });
  expect(await system.activities.keepReportLetter(await interviewOf(not))).toBeNull();
  expect(await system.activities.keepReportLetter(await interviewOf(unconfirmed))).toBeNull();
  const id = await interviewOf(wants);
  expect(await system.activities.keepReportLetter(id)).toBe(`report-${id}`);
  await system.temporal.workflow.execute(workflowNames.sendMail, { taskQueue: taskQueues.interviews, workflowId: workflowIds.mail(`report-${id}`), args: [{ key: `report-${id}` }] });
  expect(await system.activities.keepReportLetter(id)).toBeNull();
  const [letter] = await system.lettersTo(wants.email);
  expect(letter?.subject).toBe('Your report is ready: Backend engineer');
  expect(letter?.text).toContain(`https://greenroom.example/interviews/${id}/report`);
});

test('the report of a person who switched fluency off has none, in the report and in what trends are made of', async () => {
  const [with_, without] = [await system.person(), await system.person()];
  await change(without, { settings: { fluencyScore: false } });
  const scores = async (person: Person) => {
    const id = await interviewOf(person);
    await startInterview(system.api.context.database, id, Date.now());
    await saveTurn(system.api.context.database, spokenAnswer(id));
    await new MockActivityEnvironment().run(system.activities.makeReport, { interviewId: id, createdAt: new Date().toISOString(), notices: [] });
    const analytics = await system.api.context.database.selectFrom('interviewAnalytics').select('fluencyScore').where('interviewId', '=', id).executeTakeFirstOrThrow();
    return { report: await findReport(system.api.context.database, id), analytics };
  };
  const [on, off] = [await scores(with_), await scores(without)];
  expect(on.report?.scores.fluency.value).toEqual(expect.any(Number));
  expect(off.report?.scores.fluency).toMatchObject({ value: null, reason: 'switched_off' });
  expect(off.report?.measures?.fluency).toBeNull();
  expect(off.analytics).toEqual({ fluencyScore: null });
  expect(off.report?.scores.content).toEqual(on.report?.scores.content);
});

/** Half a minute of speech with pauses, at 150 words a minute. */
function spokenAnswer(interviewId: string) {
  const text = Array.from({ length: 5 }, () => 'we rebuilt the ledger with four people and measured every night what still went wrong').join(' ');
  const words = text.split(' ').map((word, index) => ({ text: word, start: 10 + index * 0.4, end: 10 + index * 0.4 + (index % 7 === 6 ? 0.1 : 0.35), estimated: false }));
  return exampleTurn(interviewId, 1, { text, words, marks: [], measures: measureSpan(words, [], { responseDelaySeconds: 1, text }), startedAt: 10, endedAt: 10 + words.length * 0.4 });
}
