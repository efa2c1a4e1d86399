/** A typed interview in a real browser, over the stand-in for the live socket. */
import type { LiveEvent, Speaker, Turn, TurnKind } from '@greenroom/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ordered, typedIds, typedTurns } from './answers/live.ts';
import { ids } from './fixture-api.ts';
import { signIn } from './pages.ts';
import { openSiteInBrowser } from './site-in-browser.ts';
import type { Site } from './site.ts';

const id = typedIds.in_progress;
let site: Site;
let browser: Browser;
let page: Page;
openSiteInBrowser((opened) => ({ site, browser } = opened));
beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await signIn(page, site.url);
});
afterEach(async () => {
  await page.context().close();
  site.api.socket.reset();
  ordered.length = 0;
});

const turn = (seq: number, speaker: Speaker, kind: TurnKind, text: string): LiveEvent => {
  const said: Turn = { interviewId: id, seq, speaker, kind, questionId: 'q1', text, startedAt: 200 + seq, endedAt: 200 + seq, words: [], marks: [], measures: null, responseDelayMs: null, typed: true, interrupted: false };
  return { type: 'turn', at: 200 + seq, turn: said };
};
const tell = (...events: LiveEvent[]) => site.api.socket.publish(id, ...events);
const answers = () => site.api.socket.orders.filter(({ type }) => type === 'interview:answer');

async function open(): Promise<void> {
  await page.goto(`${site.url}/interviews/${id}`);
  await expect.poll(() => site.api.socket.open).toBeGreaterThan(0);
}

test('an answer goes out with Ctrl and Enter, shows at once, and gives way to the turn that is made of it', async () => {
  await open();
  await page.getByLabel('Your answer').fill('The order of the two ledgers.');
  await page.keyboard.press('Control+Enter');
  await expect.poll(answers).toMatchObject([{ text: 'The order of the two ledgers.', interviewId: id }]);
  await expect.poll(() => page.getByLabel('Your answer').inputValue()).toBe('');
  await page.getByText('The interviewer is writing').waitFor();
  const next = typedTurns.length + 10;
  tell(turn(next, 'candidate', 'answer', 'The order of the two ledgers.'), turn(next + 1, 'interviewer', 'follow_up', 'How did you check it?'));
  await page.getByRole('log').getByText('How did you check it?').waitFor();
  expect(await page.getByText('The order of the two ledgers.').count()).toBe(1);
});

test('what is written on while an answer is sent stays; a reload before the receipt sends the same answer again, not another one', async () => {
  await open();
  site.api.socket.answerNothing(true);
  const field = page.getByLabel('Your answer');
  await field.fill('The first half.');
  await page.keyboard.press('Control+Enter');
  await expect.poll(answers).toHaveLength(1);
  await page.reload();
  await expect.poll(() => field.inputValue()).toBe('The first half.');
  await expect.poll(() => site.api.socket.open).toBeGreaterThan(0);
  const [first] = answers();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('button', { name: 'Sending…' }).waitFor();
  await field.fill('The first half. And the second.');
  site.api.socket.answerNothing(false);
  site.api.socket.closeAll(undefined);
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
  expect(await field.inputValue()).toBe('The first half. And the second.');
  expect(new Set(answers().map(({ id: orderId }) => orderId))).toEqual(new Set([first?.id]));
});

test('a refused answer stays in the field, with the reason', async () => {
  await open();
  site.api.socket.refuse('interview:answer', 'The interview is paused. Go on first.');
  await page.getByLabel('Your answer').fill('An answer in vain');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => page.getByTestId('said').innerText()).toBe('The interview is paused. Go on first. Your answer is still here.');
  expect(await page.getByLabel('Your answer').inputValue()).toBe('An answer in vain');
});

test('a draft, and a card that was put away, stay so over a reload', async () => {
  tell({ type: 'whisper', at: 210, from: 'Cal', text: 'Name the number.' });
  await open();
  await page.getByText('Name the number.').waitFor();
  await page.getByRole('button', { name: 'Put away' }).click();
  await page.getByLabel('Your answer').fill('Half a thought');
  await page.reload();
  await expect.poll(() => page.getByLabel('Your answer').inputValue()).toBe('Half a thought');
  tell({ type: 'whisper', at: 220, from: 'Cal', text: 'Breathe.' });
  await page.getByText('Breathe.').waitFor();
  expect(await page.getByText('Name the number.').count()).toBe(0);
});

test('signing out in one window takes what another one has kept with it, and leaves the machine its devices', async () => {
  await open();
  await page.getByLabel('Your answer').fill('Nobody else’s business');
  await page.evaluate(() => {
    localStorage.setItem('greenroom.microphone', '"the one on the desk"');
    localStorage.setItem('greenroom.last-interview', '{"role":"Backend engineer"}');
  });
  const other = await page.context().newPage();
  await other.goto(site.url);
  await other.getByRole('button', { name: 'Sign out' }).click();
  await other.getByRole('link', { name: 'Start' }).waitFor();
  const keptIn = (of: Page) => of.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)].filter((key) => key.startsWith('greenroom.')));
  expect(await keptIn(other)).toEqual(['greenroom.microphone']);
  await expect.poll(() => keptIn(page)).toEqual(['greenroom.microphone']);
});

test('repeat, skip, pause and going on are ordered over the socket', async () => {
  await open();
  const types = () => expect.poll(() => site.api.socket.orders.map(({ type }) => type));
  await page.getByRole('button', { name: 'Repeat' }).click();
  await types().toEqual(['interview:repeat']);
  await page.getByText('The question comes once more in a moment.').waitFor();
  await page.getByRole('button', { name: 'Skip' }).click();
  await types().toEqual(['interview:repeat', 'interview:skip']);
  expect(site.api.socket.orders.at(-1)).toMatchObject({ questionId: expect.stringMatching(/./) });
  // Pressed once more before the next question is there, it would skip that one.
  await page.getByText('On to the next question in a moment.').waitFor();
  expect(await page.getByRole('button', { name: 'Skip' }).getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('button', { name: 'Pause' }).click();
  await types().toEqual(['interview:repeat', 'interview:skip', 'interview:pause']);
  tell({ type: 'interview:paused', at: 300, limitSeconds: 1800 });
  await page.getByRole('heading', { name: 'Paused' }).waitFor();
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
  await types().toContain('interview:resume');
  tell({ type: 'interview:resumed', at: 310 });
  await page.getByLabel('Your answer').waitFor();
});

test('a lost connection is said, comes back by itself where it was, and doubles nothing', async () => {
  await open();
  tell(turn(20, 'interviewer', 'follow_up', 'And then?'));
  await page.getByText('And then?').waitFor();
  site.api.socket.closeAll(undefined);
  tell(turn(21, 'interviewer', 'question', 'What would you do today?'));
  await page.getByText('What would you do today?').waitFor();
  expect(await page.getByText('And then?').count()).toBe(1);
  expect(site.api.socket.afters[0]).toBe('0');
  expect(site.api.socket.afters.at(-1)).not.toBe('0');
});

test('a coach who leads is named, and what the coach writes stands in the conversation', async () => {
  await open();
  tell({ type: 'listeners', at: 210, people: [{ name: 'Cal', state: 'leads' }] }, { type: 'coach:present', at: 210, state: 'leads' }, turn(30, 'coach', 'question', 'Why that order?'));
  await expect.poll(() => page.getByTestId('company').innerText()).toBe('Cal has taken over. The interviewer is silent, and comes back by itself within a minute if Cal loses the connection.');
  await page.getByRole('log').getByText('Why that order?').waitFor();
  expect(await page.getByRole('button', { name: 'Skip' }).count()).toBe(0);
});

test('without scripts an answer goes out by the form', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  const plain = await context.newPage();
  await plain.goto(`${site.url}/interviews/${id}`);
  await plain.getByLabel('Your answer').fill('By the form alone.');
  await plain.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => ordered).toEqual([`answer ${id}`]);
  await expect.poll(() => plain.getByLabel('Your answer').inputValue()).toBe('');
  await context.close();
});

test('a spoken interview can be held typed instead: the same plan, ready to go into', async () => {
  await page.goto(`${site.url}/interviews/${ids.pending}`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Hold this interview typed' }).click();
  await page.waitForURL(`**/interviews/${typedIds.pending}`);
  await page.getByRole('heading', { name: 'What is kept' }).waitFor();
  expect(await page.getByText('Sound check').count()).toBe(0);
});
