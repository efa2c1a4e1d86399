/** The built site in front of the real API, its servers included: from the sign-in to the report. */
import { createUser, saveReport, saveTurn, setInterviewStatus, upsertRecording } from '@greenroom/database';
import { exampleReport, exampleTurn } from '@greenroom/database/example-rows';
import { keys } from '@greenroom/files';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { hashPassword } from '../../api/auth/passwords.ts';
import { startTestApi, type TestApi } from '../../api/testing.ts';
import { openBrowser } from './browser.ts';
import { account } from './fixture-api.ts';
import { fixtureInterviewer } from './fixture-interviewer.ts';
import { signIn } from './pages.ts';
import { startBuiltSite, type BuiltSite } from './site.ts';

let api: TestApi;
let site: BuiltSite;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  api = await startTestApi(inject('env'));
  await createUser(api.context.database, { email: account.email, passwordHash: await hashPassword(account.password), fullName: 'Dana Reyes', role: 'candidate' });
  site = await startBuiltSite(new URL(api.url).origin, api.settings.livekit.publicUrl);
  browser = await openBrowser();
  page = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await api.stop();
});

test('a candidate signs in, plans an interview, holds it, ends it, and comes to its report and recording', async () => {
  await signIn(page, site.url);
  await page.getByText('There are none yet').waitFor();
  await page.getByRole('link', { name: 'New interview' }).click();
  await page.getByLabel('Role').fill('Backend engineer');
  await page.getByRole('button', { name: 'Prepare the interview' }).click();
  await page.getByText(/4 questions, at most \d+ minutes/).waitFor();
  const id = /interviews\/(.+)$/.exec(page.url())?.[1] ?? '';

  await page.getByLabel(/I agree/).check();
  await page.getByRole('button', { name: 'Go in' }).click();
  const state = expect.poll(() => page.getByTestId('state').innerText(), { timeout: 15_000 });
  await state.toBe('The interviewer is on the way');
  const interviewer = await fixtureInterviewer(api.settings.livekit, id);
  await interviewer.send({ type: 'agent:state', at: 3, state: 'listening' });
  await expect.poll(() => page.getByTestId('state').innerText()).toBe('Listening');
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByRole('heading', { name: 'Your report is being made' }).waitFor();
  await interviewer.leave();

  // What the agent and the workflow would have written.
  const { database, files } = api.context;
  await saveTurn(database, exampleTurn(id, 1));
  await saveReport(database, exampleReport(id));
  await files.put(keys.recording(id), Buffer.from('not really a sound'), 'audio/ogg');
  await upsertRecording(database, { interviewId: id, status: 'ready', contentType: 'audio/ogg; codecs=opus', durationSeconds: 12, offsetSeconds: 0.5, sizeBytes: 18, segments: 1 });
  await setInterviewStatus(database, id, ['in_progress', 'finishing'], 'completed');

  await page.waitForURL(/\/report$/);
  await page.getByText('You answered one question.').waitFor();
  await page.getByText('Not enough evidence').first().waitFor();
  const recording = await page.request.get(`${site.url}/interviews/${id}/recording`, { headers: { range: 'bytes=0-2' } });
  expect([recording.status(), await recording.text()]).toEqual([206, 'not']);
});

test('a form that is sent twice plans one interview; the same plan from another form is another one', async () => {
  const newForm = async () => {
    await page.goto(`${site.url}/interviews/new`);
    const key = await page.locator('input[name="key"]').inputValue();
    return { key, type: 'behavioral', role: 'Impatient engineer', level: 'mid', jobDescription: '' };
  };
  const send = async (form: Record<string, string>) => {
    const reply = await page.request.post(`${site.url}/interviews/new`, { form, headers: { origin: site.url, accept: 'text/html' }, maxRedirects: 0 });
    return [reply.status(), reply.headers()['location']];
  };
  const form = await newForm();
  const [first, second] = await Promise.all([send(form), send(form)]);
  expect(first).toEqual([303, expect.stringMatching(/^\/interviews\/[0-9a-f-]{36}$/)]);
  expect(second).toEqual(first);
  expect(await send(await newForm())).not.toEqual(first);
  expect((await send({ ...form, role: 'Patient engineer' }))[0]).toBe(303);
  expect((await send({ ...form, key: '' }))[0]).toBe(400);
});

test("someone else's interview is not there, and a wrong password says no more than that", async () => {
  const stranger = await api.signUp();
  const { id } = await api.plan(stranger.token);
  await page.goto(`${site.url}/interviews/${id}`);
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(`${site.url}/sign-in`);
  await page.getByLabel('Password').fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('No account has this e-mail address and password').waitFor();
});
