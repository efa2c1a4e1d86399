/** The built site in front of the real API: a résumé from the file to its analysis, and an administrator who disables an account. */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { taskQueues } from '@greenroom/contracts';
import { createUser } from '@greenroom/database';
import { twoColumnPdf } from '@greenroom/resumes/for-tests/make-pdf';
import { Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { hashPassword } from '../../api/auth/passwords.ts';
import { startTestApi, type TestApi } from '../../api/testing.ts';
import { createResumeActivities } from '../../workflows/index.ts';
import { newNamespace, untilKnown } from '../../workflows/testing.ts';
import { openBrowser } from './browser.ts';
import { signIn } from './pages.ts';
import { startBuiltSite, type BuiltSite } from './site.ts';

const namespace = `test-${randomUUID()}`;
const password = 'a quiet green room';
let api: TestApi;
let connection: Connection;
let native: NativeConnection;
let worker: Worker;
let running: Promise<void>;
let site: BuiltSite;
let browser: Browser;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  api = await startTestApi(inject('env'), { settings: (settings) => ({ ...settings, temporal: { ...settings.temporal, namespace }, providers: { ...settings.providers, gemini: undefined, openai: undefined } }) });
  const { address } = api.settings.temporal;
  [connection, native] = await Promise.all([Connection.connect({ address }), NativeConnection.connect({ address })]);
  await newNamespace(connection, namespace);
  const workflowBundle = await bundleWorkflowCode({ logger: new DefaultLogger('ERROR'), workflowsPath: fileURLToPath(new URL('../../workflows/definitions/index.ts', import.meta.url)) });
  const activities = createResumeActivities({ database: api.context.database, providers: api.settings.providers, log: api.context.log });
  worker = await untilKnown(() => Worker.create({ connection: native, namespace, taskQueue: taskQueues.interviews, workflowBundle, activities }));
  running = worker.run();
  site = await startBuiltSite(new URL(api.url).origin, api.settings.livekit.publicUrl);
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await site.close();
  worker.shutdown();
  await running;
  await native.close();
  await connection.close();
  await api.context.files.remove('resumes/');
  await api.stop();
});

async function someone(role: 'candidate' | 'admin', fullName: string, settings = {}): Promise<{ page: Page; email: string }> {
  const email = `${randomUUID()}@example.com`;
  await createUser(api.context.database, { email, passwordHash: await hashPassword(password), fullName, role });
  const page = await (await browser.newContext(settings)).newPage();
  await signIn(page, site.url, { email, password });
  return { page, email };
}

test('a résumé is uploaded, corrected and confirmed, compared with a job description, and deleted', { timeout: 120_000 }, async () => {
  const { page } = await someone('candidate', 'Dana Reyes');
  await page.goto(`${site.url}/resume`, { waitUntil: 'networkidle' });
  const upload = async (name: string, buffer: Buffer) => {
    await page.getByLabel('The file').setInputFiles({ name, mimeType: 'application/pdf', buffer });
    await page.getByRole('button', { name: 'Upload' }).click();
  };
  await upload('empty.pdf', Buffer.alloc(0));
  await page.getByRole('alert').getByText(/empty/i).waitFor();
  await upload('no-resume.pdf', Buffer.from('MZ this is a program'));
  await page.getByRole('alert').getByText(/PDF|Word/).waitFor();
  await page.getByLabel('The role it is for').fill('Platform engineer');
  await upload('Dana Reyes.pdf', await twoColumnPdf());

  await page.getByRole('heading', { name: 'Check the text' }).waitFor();
  await page.getByText('Columns, page 1.').waitFor();
  const text = page.getByLabel('The text that is used');
  await text.fill((await text.inputValue()).replace('Amazon Web Services', 'AWS\nGo'));
  // What was corrected outlives a reload.
  await page.reload({ waitUntil: 'networkidle' });
  expect(await text.inputValue()).toContain('AWS\nGo');
  await page.getByRole('button', { name: 'This is right' }).click();

  await page.getByLabel('Job description').fill('What you bring:\n- You have moved services to Kubernetes\n- Amazon Web Services, Golang\nNice to have:\n- Rust');
  await page.getByRole('button', { name: 'Analyse' }).click();
  await page.getByRole('heading', { name: 'Keywords' }).waitFor({ timeout: 60_000 });
  const required = await page.getByRole('region', { name: 'Required' }).innerText();
  expect(required).toMatch(/Amazon Web Services found by another name\s+“AWS”/);
  expect(await page.getByRole('region', { name: 'Nice to have' }).innerText()).toMatch(/Rust\s+missing/);

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the file' }).click()]);
  expect(download.suggestedFilename()).toBe('Dana Reyes.pdf');
  await page.getByText('Delete this résumé').click();
  await page.getByRole('button', { name: 'Delete it' }).click();
  await page.getByText('The résumé is removed').waitFor();
  await page.context().close();
});

test('a résumé of nearly ten megabytes arrives, also without scripts; what is refused there is told in the same words', { timeout: 120_000 }, async () => {
  const { page } = await someone('candidate', 'Dana Reyes', { javaScriptEnabled: false });
  await page.goto(`${site.url}/resume`);
  const upload = async (buffer: Buffer) => {
    await page.getByLabel('The file').setInputFiles({ name: 'resume.pdf', mimeType: 'application/pdf', buffer });
    await page.getByLabel('The role it is for').fill('Platform engineer');
    await page.getByRole('button', { name: 'Upload' }).click();
  };
  await upload(Buffer.alloc(9 * 1024 * 1024, 'x'));
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('The role it is for').inputValue()).toBe('Platform engineer');
  await upload(await twoColumnPdf());
  await page.getByRole('heading', { name: 'Check the text' }).waitFor();
  await page.getByRole('button', { name: 'This is right' }).click();
  await page.getByRole('button', { name: 'Analyse' }).waitFor();
  await page.context().close();
});

test('an administrator disables an account, which is then signed out; nobody else comes near', { timeout: 120_000 }, async () => {
  const [ada, dana] = [await someone('admin', 'Ada Lindqvist'), await someone('candidate', 'Dana Reyes')];
  expect((await dana.page.goto(`${site.url}/admin`))?.status()).toBeGreaterThanOrEqual(403);

  await ada.page.goto(`${site.url}/admin`, { waitUntil: 'networkidle' });
  await ada.page.getByText('Every part answers.').waitFor();
  await ada.page.getByRole('link', { name: 'Accounts' }).click();
  await ada.page.getByLabel('Name or address').fill(dana.email);
  await ada.page.getByRole('button', { name: 'Search' }).click();
  await ada.page.waitForURL(/q=/);
  await ada.page.locator('summary', { hasText: 'Change' }).click();
  const disable = ada.page.getByRole('button', { name: 'Disable Dana Reyes' });
  await disable.click();
  // Without the confirmation nothing is sent.
  expect(await ada.page.getByText('cannot sign in any more').count()).toBe(0);
  await ada.page.getByLabel(/shall not be able to sign in/).check();
  await disable.click();
  await ada.page.getByText('Dana Reyes cannot sign in any more').waitFor();

  await dana.page.context().clearCookies({ name: 'greenroom_access' });
  await dana.page.goto(`${site.url}/progress`);
  await dana.page.getByRole('heading', { name: 'Sign in' }).waitFor();

  await ada.page.goto(`${site.url}/admin/users?q=${ada.email}`);
  await ada.page.getByText('This is you.').waitFor();
  await Promise.all([ada.page.context().close(), dana.page.context().close()]);
});
