/** The coach's pages: what runs, and the desk in each of its states. */
import type { Page } from 'playwright-core';
import { deskIds } from '../desk-script.ts';
import type { View } from '../pages.ts';

const live = (page: Page) => page.getByText('Live', { exact: true }).waitFor();
const desk = (name: string, id: string, act: (page: Page) => Promise<unknown> = live): View => ({ name: `desk${name}`, path: `/coach/interviews/${id}`, signedIn: 'coach', live: true, act: async (page) => void (await act(page)) });
export const refuse = (page: Page, path: string, status: number, detail: string) =>
  page.route(path, (route) => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'This cannot be done', status, detail, retryable: status >= 500 }) }));

export const coachViews: readonly View[] = [
  { name: 'coach-new', path: '/coach', signedIn: 'new-coach', act: (page) => page.getByText('Nobody has let you in yet').waitFor() },
  { name: 'coach-search', path: '/coach?q=ledger&candidate=0b6f4c1e-5f0a-4d7e-8f57-1f7a4f6f2b11', signedIn: 'coach' },
  desk('', deskIds.live, async (page) => {
    await live(page);
    await page.getByText('and broke production').or(page.getByText('Two years ago I broke production')).first().waitFor();
  }),
  desk('-whole-score', deskIds.live, async (page) => {
    await live(page);
    await page.getByLabel('All of it').check();
    await page.getByLabel('Read new lines aloud').check();
  }),
  desk('-just-begun', deskIds.begun),
  desk('-coach-leads', deskIds.leads, async (page) => {
    await page.getByRole('heading', { name: 'You lead the interview' }).waitFor();
  }),
  desk('-typed', deskIds.typed, async (page) => {
    await live(page);
    await page.getByLabel('What you say').waitFor();
  }),
  desk('-order-taken', deskIds.live, async (page) => {
    await live(page);
    await page.getByRole('button', { name: 'Follow up' }).click();
    await page.getByText(/Follow up: taken on/).waitFor();
    await page.getByLabel('Card to read').fill('Say the result first: eighty percent, and what it meant.');
  }),
  desk('-nothing-written', deskIds.live, async (page) => {
    await live(page);
    await page.getByRole('button', { name: 'Have it asked' }).click();
    await page.getByText('Write what is to be asked first').waitFor();
  }),
  desk('-keys', deskIds.live, async (page) => {
    await live(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  }),
  desk('-take-over', deskIds.live, async (page) => {
    await live(page);
    await page.keyboard.press('t');
    await page.getByRole('dialog', { name: 'Take over the interview?' }).waitFor();
  }),
  desk('-over', deskIds.over, (page) => page.getByRole('link', { name: 'Read the report' }).waitFor()),
  desk('-long', deskIds.long),
  desk('-not-connected', deskIds.live, async (page) => {
    await refuse(page, '**/live/ticket', 503, 'The interview service does not answer. Your interviews and recordings are kept. Try again in a moment.');
    await page.reload();
    await page.getByRole('button', { name: 'Connect now' }).waitFor();
  }),
  desk('-listening-refused', deskIds.live, async (page) => {
    await live(page);
    await refuse(page, '**/access', 409, 'The interview is over: there is no room any more.');
    await page.getByRole('button', { name: 'Listen' }).click();
    await page.getByText('there is no room any more').waitFor();
  }),
  desk('-planned', deskIds.planned, (page) => page.getByRole('heading', { name: 'What is planned' }).waitFor()),
  desk('-no-access', '00000000-0000-4000-8000-000000000000', (page) => page.getByRole('heading', { name: 'You have no access' }).waitFor()),
];
