/** Progress, settings and times of the built site, in front of the stand-in API. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ids } from './fixture-api.ts';
import { signIn } from './pages.ts';
import { openSiteInBrowser } from './site-in-browser.ts';
import type { Site } from './site.ts';

let site: Site;
let browser: Browser;
openSiteInBrowser((opened) => ({ site, browser } = opened));

async function candidate(settings: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(settings)).newPage();
  await signIn(page, site.url);
  return page;
}

test('progress says what changed in words, its points and its table lead to the reports, and filters stand in the address', async () => {
  const page = await candidate({ javaScriptEnabled: false });
  await page.goto(`${site.url}/progress`);
  await page.getByText(/^Better than where you began: content, fluency and fillers\./).waitFor();
  await page.getByText('One interview was scored by another engine').waitFor();
  expect(await page.locator(`svg a[href="/interviews/${ids.completed}/report"]`).count()).toBeGreaterThan(5);
  await page.getByText('All values as a table').click();
  const table = page.getByRole('table', { name: 'All values' });
  expect(await table.getByRole('row').count()).toBe(10);
  expect(await table.getByRole('link').last().getAttribute('href')).toMatch(/^\/interviews\/.*\/report$/);
  expect(await table.innerText()).toContain('not measured');

  await page.getByRole('link', { name: 'Technical' }).click();
  expect(page.url()).toBe(`${site.url}/progress?type=technical`);
  await page.getByText('of the 5 interviews that a comparison needs').first().waitFor();
  await page.goto(`${site.url}/progress?range=forever`);
  expect(page.url()).toBe(`${site.url}/progress`);
  await page.context().close();
});

test('words are looked for in the history, and two interviews are chosen and compared, the earlier one first', async () => {
  const page = await candidate();
  await page.goto(`${site.url}/progress/history`);
  await page.getByLabel('Words in it').fill('migration');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.locator('mark', { hasText: 'migration' }).first().waitFor();
  await page.getByRole('link', { name: /^Compare Engineering manager/ }).click();
  await page.getByText('with which other one?').waitFor();
  await page.getByRole('link', { name: /^Compare with this one: Backend engineer/ }).first().click();
  await page.getByRole('heading', { name: 'Two interviews' }).waitFor();
  expect(new URL(page.url()).searchParams.get('second')).toBe(ids.completed);
  const content = page.getByRole('row', { name: /^Content/ });
  expect(await content.innerText()).toMatch(/68\s+72\s+\+4/);
  await page.context().close();
});

test('times are written in the zone of the browser, from the second page on by the server itself; unknown, they say UTC', async () => {
  const page = await candidate({ timezoneId: 'Asia/Tokyo' });
  await page.goto(`${site.url}/progress/history`, { waitUntil: 'networkidle' });
  // 22 November, 11:42 in UTC.
  await page.getByText('22 Nov 2026, 20:42').waitFor();
  const html = await (await page.request.get(`${site.url}/progress/history`)).text();
  expect(html).toContain('22 Nov 2026, 20:42');
  await page.context().close();

  // Where no script tells the zone, it is the one of the account's settings.
  const quiet = await candidate({ javaScriptEnabled: false, timezoneId: 'Asia/Tokyo' });
  await quiet.goto(`${site.url}/progress/history`);
  await quiet.getByText('22 Nov 2026, 12:42').waitFor();
  await quiet.context().clearCookies({ name: 'greenroom_account_zone' });
  await quiet.reload();
  await quiet.getByText('22 Nov 2026, 11:42 UTC').waitFor();
  await quiet.context().close();
});

test('whoever wants nothing to move gets it at once on the page, and on every page from the server', async () => {
  const page = await candidate();
  const still = () => page.evaluate(() => document.documentElement.hasAttribute('data-still'));
  await page.goto(`${site.url}/settings/accessibility`, { waitUntil: 'networkidle' });
  expect(await still()).toBe(false);
  await page.getByLabel('Nothing moves').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await expect.poll(still).toBe(true);
  expect(await (await page.request.get(`${site.url}/progress`)).text()).toContain('<html lang="en" data-still>');
  await page.getByLabel('Nothing moves').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(still).toBe(false);
  await page.context().close();
});

test('the chosen microphone is kept in this browser, and what cannot be saved stays typed', async () => {
  const page = await candidate({ permissions: ['microphone'] });
  await page.goto(`${site.url}/settings/devices`, { waitUntil: 'networkidle' });
  const microphone = page.getByLabel('Microphone');
  await microphone.or(page.getByRole('button', { name: 'Allow the microphone' })).waitFor();
  if (!(await microphone.isVisible())) await page.getByRole('button', { name: 'Allow the microphone' }).click();
  await microphone.selectOption({ index: 1 });
  await page.getByText('Kept in this browser.').waitFor();
  const chosen = await microphone.inputValue();
  await page.reload({ waitUntil: 'networkidle' });
  await expect.poll(() => microphone.inputValue()).toBe(chosen);
  expect(await page.evaluate(() => JSON.parse(localStorage.getItem('greenroom.microphone') ?? ''))).toBe(chosen);

  await page.goto(`${site.url}/settings`);
  await page.getByLabel('Your name').fill('Dana R. Reyes');
  await page.getByLabel('Time zone').fill('+02:00');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Write the time zone like Europe/Berlin.').waitFor();
  expect(await page.getByLabel('Your name').inputValue()).toBe('Dana R. Reyes');
  await page.context().close();
});
