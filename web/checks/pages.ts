/** Every page of the site in every state that it can be looked at in without a running interview. */
import type { Browser, BrowserContext, BrowserContextOptions, Cookie, Page } from 'playwright-core';
import { account, adminAccount, coachAccount, goodResetToken, ids, invitations, links, newCoachAccount, troubledAdminAccount } from './fixture-api.ts';
import { administrationViews } from './views/administration.ts';
import { coachViews } from './views/coach.ts';
import { liveViews } from './views/live.ts';
import { practiceViews } from './views/practice.ts';
import { replayViews } from './views/replay.ts';
import { resumeViews } from './views/resume.ts';
import { settingsViews } from './views/settings.ts';

/** Who there is besides nobody and a candidate: fixture-api.ts says what they find. */
const others = { coach: coachAccount, admin: adminAccount, 'new-coach': newCoachAccount, 'troubled-admin': troubledAdminAccount } as const;
/** Nobody, a candidate, or somebody else. */
export type Visitor = boolean | keyof typeof others;

export interface View {
  name: string;
  path: string;
  signedIn: Visitor;
  /** A text of the page that `path` leads to by itself, where its own script sends the browser on. */
  arrives?: string;
  /** What a person does before looking. */
  act?: (page: Page) => Promise<void>;
  /** Events of a running interview change the page as soon as it stands, and what they bring may move it. */
  live?: true;
}

const firstViews: readonly View[] = [
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
  { name: 'reset-password', path: `/reset-password?token=${goodResetToken}`, signedIn: false },
  { name: 'reset-password-not-whole', path: '/reset-password', signedIn: false },
  {
    name: 'reset-password-done', path: `/reset-password?token=${goodResetToken}`, signedIn: false,
    act: async (page) => {
      await page.getByLabel('New password').fill('a quiet green room');
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByText('Your new password is set').waitFor();
    },
  },
  {
    name: 'verify-email', path: `/verify-email?token=${'x'.repeat(43)}`, signedIn: false,
    act: async (page) => {
      await page.getByRole('button', { name: 'Confirm' }).click();
      await page.getByText('is confirmed').waitFor();
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
  { name: 'interviews-none', path: '/', signedIn: 'admin' },
  { name: 'interviews-as-coach', path: '/', signedIn: 'coach' },
  { name: 'settings', path: '/settings', signedIn: true },
  {
    name: 'settings-deletion-planned', path: '/settings/privacy', signedIn: true,
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
  {
    name: 'menu', path: '/', signedIn: true,
    act: async (page) => {
      // Where there is room for all links there is no menu.
      const menu = page.locator('header summary');
      if (!(await menu.isVisible())) return;
      await menu.click();
      await page.getByRole('navigation', { name: 'Main' }).waitFor();
    },
  },
  { name: 'sample-report', path: '/sample/report', signedIn: false },
  { name: 'sample-replay', path: '/sample/replay', signedIn: false },
  { name: 'sample-as-candidate', path: '/sample/report', signedIn: true },
  { name: 'new-interview', path: '/interviews/new', signedIn: true },
  {
    name: 'new-interview-unfolded', path: '/interviews/new?preset=technical', signedIn: true,
    act: async (page) => {
      for (const title of ['Closer to the job', 'How it is held', 'Who may listen']) await page.getByText(title).click();
      await page.getByLabel('A coach, by letter').check();
      await page.getByLabel('Job description', { exact: true }).fill('We run a ledger for small banks. You own it. '.repeat(20));
    },
  },
  {
    name: 'new-interview-refused', path: '/interviews/new', signedIn: true,
    act: async (page) => {
      await page.getByLabel('Role', { exact: true }).fill('   ');
      await page.getByRole('button', { name: 'Prepare the interview' }).click();
      await page.getByText('Write the role that you practise for').waitFor();
    },
  },
  {
    name: 'new-interview-invited', path: '/interviews/new', signedIn: true,
    act: async (page) => {
      await page.getByLabel('Role', { exact: true }).fill('Backend engineer');
      await page.getByText('Who may listen').click();
      await page.getByLabel('A coach, by a link that I pass on').check();
      await page.getByRole('button', { name: 'Prepare the interview' }).click();
      await page.getByLabel('Link for your coach').waitFor();
    },
  },
  {
    name: 'green-room', path: `/interviews/${ids.pending}`, signedIn: true,
    act: async (page) => {
      await page.waitForTimeout(400);
      const button = page.getByRole('button', { name: 'Try the microphone' });
      // Where the browser was told that it may, the microphone opens by itself, just now perhaps.
      if (await button.isVisible()) await button.click({ timeout: 2_000 }).catch(() => undefined);
      await page.getByLabel('Microphone', { exact: true }).waitFor();
      await page.waitForTimeout(1200);
    },
  },
  { name: 'progress', path: `/interviews/${ids.finishing}`, signedIn: true },
  {
    name: 'progress-trouble', path: `/interviews/${ids.finishing}`, signedIn: true,
    act: async (page) => {
      await page.route('**/progress', (route) => route.fulfill({ status: 503, body: '' }));
      await page.getByText('The site does not answer at the moment').waitFor();
    },
  },
  {
    name: 'progress-signed-out', path: `/interviews/${ids.finishing}`, signedIn: true,
    act: async (page) => {
      await page.route('**/progress', (route) => route.fulfill({ status: 401, body: '' }));
      await page.getByText('You have been signed out').waitFor();
    },
  },
  { name: 'abandoned', path: `/interviews/${ids.abandoned}`, signedIn: true },
  { name: 'failed', path: `/interviews/${ids.failed}`, signedIn: true },
  { name: 'report', path: `/interviews/${ids.completed}/report`, signedIn: true },
  {
    name: 'report-link-made', path: `/interviews/${ids.completed}/report`, signedIn: true,
    act: async (page) => {
      await page.getByRole('button', { name: 'Make a link' }).click();
      await page.getByRole('button', { name: 'Copy' }).click();
    },
  },
  {
    name: 'report-note-refused', path: `/interviews/${ids.completed}/report`, signedIn: true,
    act: async (page) => {
      await page.getByLabel('Note', { exact: true }).fill('   ');
      await page.getByRole('button', { name: 'Add the note' }).click();
      await page.getByText('Write something first').waitFor();
    },
  },
  { name: 'shared-all', path: `/shared/${links.all}`, signedIn: false },
  { name: 'shared-report', path: `/shared/${links.report}`, signedIn: false },
  { name: 'shared-transcript', path: `/shared/${links.transcript}`, signedIn: false },
  { name: 'shared-over', path: `/shared/${links.over}`, signedIn: false },
  { name: 'invitation-without-link', path: '/coach/accept', signedIn: false },
  { name: 'invitation-over', path: `/coach/accept#${invitations.over}`, signedIn: true, arrives: 'does not work (any more)' },
  { name: 'invitation-as-candidate', path: `/coach/accept#${invitations.all}`, signedIn: true, arrives: 'Your account is set to practising' },
  { name: 'invitation-as-coach', path: `/coach/accept#${invitations.all}`, signedIn: 'coach', arrives: 'invites you as a coach' },
  { name: 'invitation-signed-out', path: `/coach/accept#${invitations.all}`, signedIn: false, arrives: 'Nothing is accepted by that' },
  { name: 'coach', path: '/coach', signedIn: 'coach' },
  { name: 'coach-as-candidate', path: '/coach', signedIn: true },
  { name: 'report-as-coach', path: `/interviews/${ids.completed}/report`, signedIn: 'coach' },
  {
    name: 'settings-coaches', path: '/settings/coaches', signedIn: true,
    act: async (page) => {
      await page.getByRole('button', { name: 'Make the invitation' }).click();
      await page.getByLabel('Link of the invitation').waitFor();
    },
  },
  { name: 'register', path: '/register?next=/interviews/new', signedIn: false },
  { name: 'sign-in-first', path: '/sign-in?next=/interviews/new', signedIn: false },
  { name: 'no-such-page', path: '/nothing/of/the/kind', signedIn: false },
  { name: 'refused-403', path: '/?after=403', signedIn: true },
  { name: 'refused-429', path: '/?after=429', signedIn: true },
  { name: 'refused-503', path: '/?after=503', signedIn: true },
  {
    name: 'offline', path: '/', signedIn: true,
    act: async (page) => {
      // Of this page alone: its context looks at other pages afterwards.
      await page.evaluate(() => {
        Object.defineProperty(navigator, 'onLine', { get: () => false });
        dispatchEvent(new Event('offline'));
      });
      await page.getByRole('link', { name: 'New interview' }).click();
      await page.getByText('That page could not be fetched').waitFor();
    },
  },
  { name: 'not-found', path: '/interviews/00000000-0000-4000-8000-000000000000', signedIn: true },
];

/** A part of the site has its own file in `views/`, as its answers have in `answers/`. */
export const views: readonly View[] = [...firstViews, ...administrationViews, ...coachViews, ...liveViews, ...practiceViews, ...replayViews, ...resumeViews, ...settingsViews];

/** A browser profile for each kind of visitor, signed in where they are. */
export async function profilesOf(browser: Browser, siteUrl: string, settings: BrowserContextOptions) {
  const contexts = new Map<Visitor, BrowserContext>();
  const visitors: readonly (readonly [Visitor, typeof account | undefined])[] = [[false, undefined], [true, account], ...(Object.entries(others) as [keyof typeof others, typeof account][])];
  for (const [visitor, as] of visitors) {
    const context = await browser.newContext(settings);
    contexts.set(visitor, context);
    if (as === undefined) continue;
    const page = await context.newPage();
    await signIn(page, siteUrl, as);
    await page.close();
  }
  return {
    of: (visitor: Visitor): BrowserContext => contexts.get(visitor) as BrowserContext,
    close: () => Promise.all([...contexts.values()].map((context) => context.close())),
  };
}

export async function signIn(page: Page, siteUrl: string, as = account): Promise<void> {
  await page.goto(`${siteUrl}/sign-in`);
  const address = page.getByLabel('E-mail address');
  // The demo's account stands there. To fill a field for addresses adds to it in Firefox, as Playwright drives it.
  await address.press('ControlOrMeta+a');
  await address.press('Delete');
  await address.fill(as.email);
  await page.getByLabel('Password').fill(as.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Your interviews' }).waitFor();
}

/** The cookies that make somebody signed in; there are others, for how pages look and in which time zone they are written. */
export async function tokensOf(context: BrowserContext): Promise<Cookie[]> {
  return (await context.cookies()).filter(({ name }) => ['greenroom_access', 'greenroom_refresh'].includes(name));
}
