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
  { name: 'sign-in-cancelled', path: '/sign-in?problem=cancelled', signedIn: false },
  {
    name: 'register-refused', path: '/register', signedIn: false,
    act: async (page) => {
      await page.getByLabel('Your name').fill('Dana Reyes');
      await page.getByLabel('E-mail address').fill(account.email);
      await page.getByLabel('Password').fill('a password of another kind');
      await page.getByRole('button', { name: 'Make the account' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'forgot-password', path: '/forgot-password', signedIn: false,
    act: async (page) => {
      await page.getByLabel('E-mail address').fill(account.email);
      await page.getByRole('button', { name: 'Send me a letter' }).click();
      await page.getByText('a letter is on its way').waitFor();
    },
  },
  {
    name: 'reset-password-refused', path: `/reset-password?token=${'x'.repeat(43)}`, signedIn: false,
    act: async (page) => {
      await page.getByLabel('New password').fill('a quiet green room');
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByText('Ask for a new letter').waitFor();
    },
  },
  {
    name: 'verify-email', path: `/verify-email?token=${'x'.repeat(43)}`, signedIn: false,
    act: async (page) => {
      await page.getByRole('button', { name: 'Confirm' }).click();
      await page.getByRole('status').waitFor();
    },
  },
  {
    name: 'settings-sign-in', path: '/settings/sign-in', signedIn: true,
    act: async (page) => {
      await page.getByRole('button', { name: 'Send me the letter again' }).click();
      await page.getByText('The letter is on its way').waitFor();
    },
  },
  { name: 'interviews', path: '/', signedIn: true },
  { name: 'settings', path: '/settings', signedIn: true },
  {
    name: 'settings-deletion-planned', path: '/settings', signedIn: true,
    act: async (page) => {
      // It was planned when the page was looked at before.
      const keep = page.getByRole('button', { name: 'Keep my account' });
      if (await keep.isVisible()) {
        await keep.click();
        await page.getByText('Your account stays').waitFor();
      }
      await page.getByLabel('Your password').fill('rehearsal room 4');
      await page.getByRole('button', { name: 'Delete my account' }).click();
      await page.getByRole('button', { name: 'Keep my account' }).waitFor();
    },
  },
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
