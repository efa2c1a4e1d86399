/** Every page of the site in every state that it can be looked at in without a running interview. */
import type { Page } from 'playwright-core';
import { account, ids } from './fixture-api.ts';

export interface View {
  name: string;
  path: string;
  signedIn: boolean;
  /** What a person does before looking. */
  act?: (page: Page) => Promise<void>;
}

export const views: readonly View[] = [
  { name: 'welcome', path: '/', signedIn: false },
  { name: 'sign-in', path: '/sign-in', signedIn: false },
  {
    name: 'sign-in-refused', path: '/sign-in', signedIn: false,
    act: async (page) => {
      await page.getByLabel('Password').fill('something else');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'interviews', path: '/', signedIn: true },
  { name: 'new-interview', path: '/interviews/new', signedIn: true },
  {
    name: 'green-room', path: `/interviews/${ids.pending}`, signedIn: true,
    act: async (page) => {
      await page.waitForTimeout(400);
      const button = page.getByRole('button', { name: 'Try the microphone' });
      if (await button.isVisible()) await button.click();
      await page.getByLabel('Device').waitFor();
      await page.waitForTimeout(1200);
    },
  },
  { name: 'progress', path: `/interviews/${ids.finishing}`, signedIn: true },
  { name: 'abandoned', path: `/interviews/${ids.abandoned}`, signedIn: true },
  { name: 'failed', path: `/interviews/${ids.failed}`, signedIn: true },
  { name: 'report', path: `/interviews/${ids.completed}/report`, signedIn: true },
  { name: 'not-found', path: '/interviews/00000000-0000-4000-8000-000000000000', signedIn: true },
];

export async function signIn(page: Page, siteUrl: string): Promise<void> {
  await page.goto(`${siteUrl}/sign-in`);
  await page.getByLabel('E-mail address').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Your interviews' }).waitFor();
}
