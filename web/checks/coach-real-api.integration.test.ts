/** The coach's desk in front of the real API: its live socket, its orders, its notes and its grants. */
import type { LiveEvent } from '@greenroom/contracts';
import { addGrant, createUser, setInterviewStatus, startInterview } from '@greenroom/database';
import { exampleTurn } from '@greenroom/database/example-rows';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { hashPassword } from '../../api/auth/passwords.ts';
import { startTestApi, type TestApi } from '../../api/testing.ts';
import { openBrowser } from './browser.ts';
import { coachAccount } from './fixture-api.ts';
import { startBuiltSite, type BuiltSite } from './site.ts';

let api: TestApi;
let site: BuiltSite;
let browser: Browser;
let page: Page;
let coachId: string;
let dana: { id: string; token: string };
beforeAll(async () => {
  api = await startTestApi(inject('env'));
  dana = await api.signUp();
  coachId = (await createUser(api.context.database, { email: coachAccount.email, passwordHash: await hashPassword(coachAccount.password), fullName: 'Cal Okonkwo', role: 'coach' })).id;
  site = await startBuiltSite(new URL(api.url).origin, api.settings.livekit.publicUrl);
  // The site's port is known only now; the live socket lets in pages of these origins alone.
  (api.context.http.corsOrigins as string[]).push(site.url);
  browser = await openBrowser();
  page = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await api.stop();
});

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

test('a coach follows a running interview of their candidate, steers it, notes something, and is let out', { timeout: 120_000 }, async () => {
  const { context } = api;
  const { id } = await api.plan(dana.token, { role: 'Data engineer' });
  await startInterview(context.database, id, Date.now() - 30_000);
  const publish = (event: LiveEvent) => context.events.publish(id, event);
  const turn = exampleTurn(id, 1);
  await publish({ type: 'turn', at: 10, turn });
  const grant = await addGrant(context.database, { candidateId: dana.id, coachId, interviewId: id });

  await page.goto(`${site.url}/sign-in?next=/coach`);
  await page.getByLabel('E-mail address').fill(coachAccount.email);
  await page.getByLabel('Password').fill(coachAccount.password);
  await press('Sign in');
  await page.getByRole('link', { name: /Open the desk for .*: Data engineer/ }).click();
  await page.getByText('Live', { exact: true }).waitFor();
  // Its filler is marked, in words too.
  await page.getByText(/we shipped it\./).waitFor();
  await publish({ type: 'words', at: 31, seq: 2, speaker: 'candidate', from: 0, words: [{ text: 'Reconciliation', start: 31, end: 32, estimated: true }], marks: [], final: false });
  await page.getByText('Reconciliation').waitFor();

  await press('Follow up');
  await page.getByText(/^Follow up: taken on at/).waitFor();
  await page.getByLabel('Card to read').fill('Name the number.');
  await press('Send the card');
  await page.getByText(/^Card: taken on/).waitFor();
  const sent = await context.events.commands.upTo(id, '+');
  expect(sent.map(({ sent: { command, by } }) => [command.type, by.userId])).toEqual([['follow_up', coachId], ['whisper', coachId]]);

  await page.getByLabel(/^Note at/).fill('Good example.');
  await page.getByLabel(/may read it$/).check();
  await press('Pin the note');
  await page.getByText(/^Pinned at/).waitFor();
  const notes = await api.call('GET', `/interviews/${id}/notes`, { token: dana.token });
  expect(notes.body).toMatchObject({ items: [{ text: 'Good example.', visibility: 'shared', authorName: 'Cal Okonkwo' }] });
  const [{ at }] = (notes.body as { items: { at: number }[] }).items as [{ at: number }];
  expect(at).toBeGreaterThan(30);
  expect(at).toBeLessThan(90);

  await setInterviewStatus(context.database, id, ['in_progress'], 'finishing');
  await press('Skip');
  await page.getByText(/^Skip was not taken on\. /).waitFor();
  expect((await api.call('DELETE', `/coach/grants/${grant}`, { token: dana.token })).status).toBe(204);
  await page.getByText('Your access to this interview has ended').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'You have no access to this interview' }).waitFor();
});
