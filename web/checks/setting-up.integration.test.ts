/** Planning an interview in a real browser: what is filled in stays, also without scripts and without a connection; the menu; the sample. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ids } from './fixture-api.ts';
import { signIn } from './pages.ts';
import { openSiteInBrowser } from './site-in-browser.ts';
import type { Site } from './site.ts';

let site: Site;
let browser: Browser;
openSiteInBrowser((opened) => ({ site, browser } = opened));

async function signedIn(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await signIn(page, site.url);
  return page;
}
const isOpen = (page: Page) => page.goto(`${site.url}/interviews/new`, { waitUntil: 'networkidle' });

test('what was filled in is there after a reload, and after planning only what fits the next time', async () => {
  const page = await signedIn();
  await isOpen(page);
  await page.getByRole('radio', { name: /Technical/ }).check();
  await page.getByLabel('Role', { exact: true }).fill('Data engineer');
  await page.getByText('Closer to the job').click();
  await page.getByLabel('Job description', { exact: true }).fill('We run ledgers.');
  await page.reload({ waitUntil: 'networkidle' });
  expect(await page.getByRole('radio', { name: /Technical/ }).isChecked()).toBe(true);
  expect(await page.getByLabel('Job description', { exact: true }).inputValue()).toBe('We run ledgers.');

  await page.getByRole('button', { name: 'Prepare the interview' }).click();
  await page.waitForURL(`**/interviews/${ids.pending}`);
  await isOpen(page);
  expect(await page.getByLabel('Role', { exact: true }).inputValue()).toBe('Data engineer');
  expect(await page.evaluate(() => document.querySelector<HTMLTextAreaElement>('#jobDescription')?.value)).toBe('');
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('ledgers');
  await page.context().close();
});

test('a preset changes kind and length and leaves what was typed; real conditions begin without captions, the next interview has them', async () => {
  const page = await signedIn();
  await isOpen(page);
  await page.getByLabel('Role', { exact: true }).fill('Nurse');
  await page.getByRole('link', { name: /Dress rehearsal/ }).click();
  expect(await page.getByRole('radio', { name: /^Long/ }).isChecked()).toBe(true);
  expect(await page.getByRole('switch', { name: /Real conditions/ }).isChecked()).toBe(true);
  expect(await page.getByLabel('Role', { exact: true }).inputValue()).toBe('Nurse');
  const captions = () => page.evaluate(() => localStorage.getItem('greenroom.captions'));
  await page.getByRole('button', { name: 'Prepare the interview' }).click();
  await page.waitForURL(`**/interviews/${ids.pending}`);
  expect(await captions()).toBe('false');
  await isOpen(page);
  await page.getByRole('button', { name: 'Prepare the interview' }).click();
  await page.waitForURL(`**/interviews/${ids.pending}`);
  expect(await captions()).toBeNull();
  await page.context().close();
});

test('the form begins with the language and the pace of the settings, also after they were changed', async () => {
  const page = await signedIn();
  const begin = async () => {
    await isOpen(page);
    return [await page.getByLabel('Language').inputValue(), await page.locator('input[name=thinkingTime]:checked').inputValue()];
  };
  const choose = async (language: string) => {
    await page.goto(`${site.url}/settings`, { waitUntil: 'networkidle' });
    await page.getByLabel('Language of your interviews').selectOption(language);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved.').waitFor();
  };
  expect(await begin()).toEqual(['en', 'normal']);
  await choose('en-IE');
  expect(await begin()).toEqual(['en-IE', 'normal']);
  await page.getByText('How it is held').click();
  await page.getByLabel('Language').selectOption('en-AU');
  expect(await begin()).toEqual(['en-AU', 'normal']);
  await choose('en');
  await page.context().close();
});

test('the interviewer’s voice begins as the settings have it, and is folded away with how the interview is held', async () => {
  const page = await signedIn();
  const voice = async () => [await page.getByLabel('Sound', { exact: true }).inputValue(), await page.getByLabel('Pace', { exact: true }).inputValue()];
  const choose = async (sound: string, pace: string) => {
    await page.goto(`${site.url}/settings/accessibility`, { waitUntil: 'networkidle' });
    await page.getByLabel('Sound', { exact: true }).selectOption(sound);
    await page.getByLabel('Pace', { exact: true }).selectOption(pace);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
  };
  await choose('higher', 'slower');
  expect(await voice()).toEqual(['higher', 'slower']);
  await isOpen(page);
  expect(await voice()).toEqual(['higher', 'slower']);
  expect(await page.getByLabel('Sound', { exact: true }).isVisible()).toBe(false);
  await page.getByText('higher voice, speaks slower').click();
  await page.getByText('Without a cloud voice there is one voice, the lower one.').waitFor();
  await page.getByLabel('Pace', { exact: true }).selectOption('normal');
  await page.getByText('higher voice, no cue').waitFor();
  await choose('lower', 'normal');
  await page.context().close();
});

test('a form that cannot be sent says so and stays as it is', async () => {
  const page = await signedIn();
  await isOpen(page);
  await page.getByLabel('Role', { exact: true }).fill('Data engineer');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Prepare the interview' }).click();
  await page.getByText('The interview was not planned.').waitFor();
  expect(await page.getByLabel('Role', { exact: true }).inputValue()).toBe('Data engineer');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Prepare the interview' }).click();
  await page.waitForURL(`**/interviews/${ids.pending}`);
  await page.context().close();
});

test('without scripts an interview is planned from a preset, and a coach is invited by a link', async () => {
  const page = await signedIn({ javaScriptEnabled: false });
  await page.goto(`${site.url}/interviews/new`);
  await page.getByRole('link', { name: /First conversation/ }).click();
  expect(await page.getByRole('radio', { name: /First conversation/ }).isChecked()).toBe(true);
  await page.getByLabel('Role', { exact: true }).fill('Teacher');
  await page.getByText('Who may listen').click();
  await page.getByLabel('A coach, by a link that I pass on').check();
  await page.getByRole('button', { name: 'Prepare the interview' }).click();
  expect(await page.getByLabel('Link for your coach').inputValue()).toMatch(/\/coach\/accept#/);
  await page.getByRole('link', { name: 'Go to the green room' }).click();
  expect(page.url()).toBe(`${site.url}/interviews/${ids.pending}`);
  await page.context().close();
});

test('without scripts a form that is refused comes back as it was filled in', async () => {
  const page = await signedIn({ javaScriptEnabled: false });
  await page.goto(`${site.url}/interviews/new`);
  await page.getByLabel('Role', { exact: true }).fill('Teacher');
  await page.getByText('Closer to the job').click();
  await page.getByLabel('Job description', { exact: true }).fill('You teach <physics> & more.');
  await page.getByText('Who may listen').click();
  await page.getByLabel('A coach, by letter').check();
  await page.getByRole('button', { name: 'Prepare the interview' }).click();
  await page.getByText('This is not an e-mail address').waitFor();
  expect(await page.getByLabel('Role', { exact: true }).inputValue()).toBe('Teacher');
  expect(await page.getByLabel('Job description', { exact: true }).inputValue()).toBe('You teach <physics> & more.');
  expect(await page.getByLabel('A coach, by letter').isChecked()).toBe(true);
  await page.context().close();
});

test('on a telephone the menu opens, closes and leads on by keyboard', async () => {
  const page = await signedIn({ viewport: { width: 390, height: 844 } });
  await page.goto(site.url, { waitUntil: 'networkidle' });
  const progress = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Progress' });
  await page.locator('header summary').focus();
  await page.keyboard.press('Enter');
  await progress.waitFor();
  expect(await page.getByRole('link', { name: 'Interviews' }).getAttribute('aria-current')).toBe('page');
  await page.keyboard.press('Escape');
  await progress.waitFor({ state: 'hidden' });
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
  await page.keyboard.press('Enter');
  await progress.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/progress');
  await progress.waitFor({ state: 'hidden' });
  await page.context().close();
});

test('the sample’s answer is heard on the first page, with its words lit, and its replay plays the moment of a link', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(site.url, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Hear it' }).click();
  await page.locator('.spoken').first().waitFor();
  const time = () => page.evaluate(() => document.querySelector('audio')?.currentTime ?? -1);
  await expect.poll(time).toBeGreaterThan(62);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.goto(`${site.url}/sample/replay#t=112`, { waitUntil: 'networkidle' });
  await expect.poll(time).toBeCloseTo(111.7, 0);
  await page.context().close();
});
