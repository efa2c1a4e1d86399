/**
 * The site as three people use it, against the whole system: a candidate speaks recorded answers through a browser's microphone with
 * the real interviewer, a coach is there in a second browser, and a third may not come in. One story, told in order.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Turn } from '@greenroom/contracts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiClient } from '../../stack/demo/api-client.ts';
import { openBrowser } from '../../web/checks/browser.ts';
import { countSound, heardIn, voicesIn } from './heard-in-page.ts';
import { microphoneFile } from './microphone-file.ts';
import { answersTo, startWholeSystem, textOf, turnsOf, until, untilStatus, type WholeSystem } from './whole-system.ts';

/** Seconds from the open microphone to the first answer: the interviewer greets and asks meanwhile, and prompts at 37. */
const greeting = 31;
/** And from the first to the second. */
const between = 16;
const password = 'a quiet green room';
const dana = { name: 'Dana Reyes', email: 'dana.reyes@example.com', password };
const cal = { name: 'Cal Okonkwo', email: 'cal.okonkwo@example.com', password };
const stranger = { name: 'Sam Stranger', email: 'sam.stranger@example.com', password };
/** What the coach's microphone plays over and over, and nobody else says. */
const coachsWords = /one page|dropped everything/i;
/** Of the first answer; the recogniser writes the words around it in more than one way. */
const introduction = /engineer with six years/i;
const card = 'Say the number first.';
const noteText = 'Here the result comes last; turn it round.';
const wanted = 'What would you do differently today?';

let system: WholeSystem;
let folder: string;
let browser: Browser;
let coachsBrowser: Browser;
let page: Page;
let desk: Page;
/** The candidate's own API, for what no page shows. */
let api: ApiClient;
let id: string;
let invitation: string;
let noteAt: number;
let link: string;

beforeAll(async () => {
  system = await startWholeSystem();
  folder = await mkdtemp(join(tmpdir(), 'greenroom-microphone-'));
  const { recordings, spare } = await answersTo('q1');
  const { answer, followUp } = recordings.get('q1') ?? {};
  if (answer === undefined || followUp === undefined || spare[0] === undefined) throw new Error('there are no recordings for q1');
  const [candidates, coachs] = [join(folder, 'candidate.wav'), join(folder, 'coach.wav')];
  await writeFile(candidates, microphoneFile(greeting, answer.samples, between, followUp.samples, 600));
  await writeFile(coachs, microphoneFile(spare[0].samples, 0.3));
  [browser, coachsBrowser] = await Promise.all([openBrowser([`--use-file-for-fake-audio-capture=${candidates}%noloop`]), openBrowser([`--use-file-for-fake-audio-capture=${coachs}`])]);
  page = await (await profile(browser)).newPage();
  desk = await (await profile(coachsBrowser)).newPage();
});
afterAll(async () => {
  await Promise.all([browser.close(), coachsBrowser.close()]);
  await system.stop();
  await rm(folder, { recursive: true });
});

async function profile(of: Browser): Promise<BrowserContext> {
  const context = await of.newContext({ permissions: ['microphone'], viewport: { width: 1440, height: 1000 } });
  await countSound(context);
  return context;
}

async function makeAccount(on: Page, { name, email }: typeof dana): Promise<void> {
  await on.getByLabel('Your name').fill(name);
  await on.getByLabel('E-mail address').fill(email);
  await on.getByLabel('Password', { exact: true }).fill(password);
  await on.getByRole('button', { name: 'Make the account' }).click();
}

/** Its letter's link, opened in the same browser. */
async function confirmAddress(on: Page, email: string): Promise<void> {
  await on.goto(await system.linkInLetter(email));
  await on.getByRole('button', { name: 'Confirm' }).click();
  await on.getByText(`The address ${email} is confirmed`).waitFor();
}

const site = (path: string) => system.addresses.web + path;
const state = () => page.getByTestId('state').innerText();
const turns = () => turnsOf({ ...system, api }, id);
const audio = (of: Page) => of.locator('audio[src]').evaluate((element) => {
  const { currentTime, paused, duration } = element as unknown as { currentTime: number; paused: boolean; duration: number };
  return { currentTime, paused, duration };
});
const answers = (all: readonly Turn[]) => all.filter(({ speaker, kind }) => speaker === 'candidate' && kind === 'answer');

test('a candidate makes an account and confirms the address with the letter', async () => {
  await page.goto(site('/register'), { waitUntil: 'networkidle' });
  await makeAccount(page, dana);
  await page.waitForURL((url) => url.pathname !== '/register');
  await confirmAddress(page, dana.email);
  api = new ApiClient(system.addresses.api, dana);
  expect((await api.call('me', {})).emailVerified).toBe(true);
});

test('an interview is planned, with a link for a coach', async () => {
  await page.goto(site('/interviews/new'), { waitUntil: 'networkidle' });
  await page.getByLabel('Role', { exact: true }).fill('Backend engineer');
  await page.getByText('Who may listen').click();
  await page.getByLabel('A coach, by a link that I pass on').check();
  await page.getByRole('button', { name: 'Prepare the interview' }).click();
  invitation = await page.getByLabel('Link for your coach').inputValue();
  await page.getByRole('link', { name: 'Go to the green room' }).click();
  await page.getByRole('heading', { name: 'Sound check' }).waitFor();
  id = /interviews\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
});

test('the coach makes an account on the way, accepts, and sees that nothing runs yet', async () => {
  await desk.goto(invitation, { waitUntil: 'networkidle' });
  await desk.getByRole('link', { name: 'Make an account' }).click();
  await makeAccount(desk, cal);
  await desk.getByText(dana.name).first().waitFor();
  await desk.getByRole('button', { name: 'Accept' }).click();
  await desk.goto(site('/coach'), { waitUntil: 'networkidle' });
  await desk.getByText('Nobody is in an interview at the moment').waitFor();
});

test('in the green room the microphone is heard, and consent opens the door', async () => {
  // Who may listen is known when the page is loaded.
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByLabel('Microphone', { exact: true }).waitFor();
  await page.getByText(cal.name).first().waitFor();
  await page.getByLabel(/I agree/).check();
  await page.getByRole('button', { name: 'Go in' }).click();
  await page.getByTestId('state').waitFor();
});

test('the coach finds the interview, follows it, and hears the interviewer; the candidate sees who listens', async () => {
  await desk.getByRole('link', { name: /Open the desk/ }).click({ timeout: 20_000 });
  await desk.getByText('Live', { exact: true }).waitFor();
  await desk.getByRole('button', { name: 'Listen', exact: true }).click();
  await desk.getByText('You hear both, and nobody hears you').waitFor();
  await expect.poll(() => page.getByTestId('company').innerText(), { timeout: 15_000 }).toContain(cal.name);
  await expect.poll(async () => (await voicesIn(page)).length, { timeout: 60_000 }).toBe(1);
  await expect.poll(async () => (await voicesIn(desk)).length, { timeout: 30_000 }).toBeGreaterThan(0);
  await expect.poll(() => page.getByTestId('question').innerText(), { timeout: 60_000 }).not.toBe('The first question comes in a moment');
});

test('the answer is heard by the interviewer and by the coach, who notes something to it and wants something asked', async () => {
  // Its words stand on both pages while it is spoken.
  await page.getByText(introduction).waitFor({ timeout: 90_000 });
  await desk.getByText(introduction).first().waitFor();
  await desk.keyboard.press('n');
  const moment = /(\d+):(\d\d)/.exec(await desk.locator('label[for="note"]').innerText());
  noteAt = Number(moment?.[1]) * 60 + Number(moment?.[2]);
  await desk.getByLabel(/^Note at/).fill(noteText);
  await desk.getByLabel(/may read it/).check();
  await desk.getByRole('button', { name: 'Pin the note' }).click();
  await desk.getByLabel('Ask this next').fill(wanted);
  await desk.getByRole('button', { name: 'Have it asked' }).click();
  await expect.poll(async () => (await voicesIn(desk)).length, { timeout: 15_000 }).toBe(2);
  await desk.getByRole('listitem').getByText(noteText).waitFor();
});

test('what the coach wants asked is asked, and answered', async () => {
  await until('the coach’s question', 60, async () => ((await turns()).some(({ speaker, text }) => speaker === 'interviewer' && text.includes(wanted)) ? true : undefined));
  await expect.poll(async () => textOf(await turns(), 'candidate'), { timeout: 90_000, interval: 1_000 }).toMatch(/ledgers? side by side/i);
});

test('a whisper, spoken or on a card, reaches the candidate alone', async () => {
  const before = await heardIn(page);
  const button = desk.getByRole('button', { name: 'Hold to whisper' });
  await button.hover();
  await desk.mouse.down();
  await desk.getByText('Your microphone is open. Speak.').waitFor({ timeout: 15_000 });
  await page.getByText(/is speaking to you; the interviewer does not hear it/).first().waitFor();
  await desk.waitForTimeout(6_000);
  const voices = await voicesIn(page, before);
  expect(voices.filter((track) => before[track] === undefined)).toHaveLength(1);
  await desk.mouse.up();
  await desk.getByText('Your microphone is closed').waitFor();

  await desk.getByLabel('Card to read').fill(card);
  await desk.getByRole('button', { name: 'Send the card' }).click();
  await page.getByText(card).waitFor();
});

test('a coach takes over, is heard and written down, and hands back', async () => {
  // Nothing of the whisper is in what the interviewer heard and said.
  const untilNow = (await turns()).map(({ text }) => text).join(' ');
  expect(untilNow).not.toMatch(coachsWords);
  expect(untilNow).not.toContain(card);

  await desk.getByRole('button', { name: 'Take over', exact: true }).click();
  await desk.getByRole('button', { name: 'Take over now' }).click();
  await desk.getByRole('heading', { name: 'You lead the interview' }).waitFor();
  await desk.getByText('Your microphone is open:').first().waitFor({ timeout: 15_000 });
  await page.getByText(/has taken over/).first().waitFor();
  // What the interviewer was saying breaks off with the order, which may reach it after the page knows of it.
  await desk.waitForTimeout(2_000);
  const before = await heardIn(page);
  await desk.waitForTimeout(10_000);
  expect(await voicesIn(page, before)).toHaveLength(1);
  await desk.getByRole('button', { name: 'Hand back' }).click();
  await desk.getByRole('heading', { name: 'Lead it yourself' }).waitFor({ timeout: 15_000 });
  await page.getByText(/has taken over/).first().waitFor({ state: 'hidden' });
  await until('the coach’s words', 20, async () => (coachsWords.test(textOf(await turns(), 'coach')) ? true : undefined));
  await expect.poll(state, { timeout: 30_000 }).toMatch(/^(Speaking|Listening)$/);
});

test('a coach whom nobody let in is refused, on every way in', async () => {
  const other = await (await profile(coachsBrowser)).newPage();
  await other.goto(site('/register?as=coach'), { waitUntil: 'networkidle' });
  await makeAccount(other, stranger);
  await other.waitForURL((url) => url.pathname !== '/register');
  await other.goto(site(`/coach/interviews/${id}`));
  await other.getByRole('heading', { name: 'You have no access' }).waitFor();
  await other.goto(site(`/interviews/${id}`));
  await other.getByRole('heading', { name: 'There is nothing here' }).waitFor();
  const theirs = new ApiClient(system.addresses.api, stranger);
  await expect(theirs.call('joinInterview', { params: { id }, body: { mode: 'listen' } })).rejects.toMatchObject({ status: 404 });
  await other.context().close();
});

test('the end leads to the report, the coach to it as well', async () => {
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^End/ }).click();
  await desk.getByText('The conversation is over').first().waitFor({ timeout: 30_000 });
  await untilStatus({ ...system, api }, id, ['completed'], 90);
  await page.waitForURL(/\/report$/, { timeout: 60_000 });
  expect(await page.locator('main').innerText()).toMatch(/six years of experience/);
  await desk.getByRole('link', { name: 'Read the report' }).click();
  await desk.waitForURL(/\/report$/);

  // Neither what was whispered nor what the coach wrote on the card is anywhere in the candidate's or the interviewer's words.
  const all = await turns();
  for (const speaker of ['candidate', 'interviewer'] as const) expect(textOf(all, speaker)).not.toMatch(coachsWords);
  expect(all.map(({ text }) => text).join(' ')).not.toContain(card);
  expect(answers(all).length).toBeGreaterThanOrEqual(2);
});

test('in the replay a click on a filler plays it, the highlighted word follows the sound, and the note stands at its second', async () => {
  await page.goto(site(`/interviews/${id}/replay`), { waitUntil: 'networkidle' });
  const { recording } = await api.call('readReport', { params: { id } });
  const offset = recording?.offsetSeconds ?? 0;
  const spoken = new Map((await turns()).map((turn) => [turn.seq, turn]));
  const wordAt = ([seq, word]: (number | undefined)[]) => spoken.get(seq ?? -1)?.words[word ?? -1];
  /** Turn and word of the first element that fits, and where the sound is. As text: it runs in the page. */
  const look = (selector: string) => page.evaluate<{ place: number[]; at: number }>(`(() => {
    const word = document.querySelector('${selector}');
    return { at: document.querySelector('audio[src]').currentTime, place: word === null ? [] : [Number(word.closest('[data-turn]').dataset.turn), Number(word.dataset.word)] };
  })()`);

  const filler = wordAt((await look('.noticed-filler [data-word]')).place);
  await page.locator('.noticed-filler [data-word]').first().click();
  await expect.poll(async () => (await audio(page)).paused, { timeout: 10_000 }).toBe(false);
  const started = (await audio(page)).currentTime + offset;
  expect(filler).toBeDefined();
  expect(started).toBeGreaterThan((filler?.start ?? 0) - 1);
  expect(started).toBeLessThan((filler?.end ?? 0) + 2);

  const seen = new Set<string>();
  for (let i = 0; i < 12; i += 1) {
    await page.waitForTimeout(250);
    const { at, place } = await look('.spoken');
    const word = wordAt(place);
    if (word === undefined) continue;
    seen.add(place.join('/'));
    expect(at + offset).toBeGreaterThan(word.start - 0.5);
    expect(at + offset).toBeLessThan(word.end + 0.7);
  }
  expect(seen.size).toBeGreaterThan(3);

  // It was noted while the first answer was spoken, and that is where it stands.
  const first = answers([...spoken.values()])[0];
  expect(noteAt).toBeGreaterThanOrEqual(Math.floor(first?.startedAt ?? Infinity));
  expect(noteAt).toBeLessThanOrEqual((first?.endedAt ?? 0) + 2);
  const said = `${Math.floor(noteAt / 60)}:${String(noteAt % 60).padStart(2, '0')}`;
  await page.getByRole('button', { name: new RegExp(`Play from\\s${said}.*${noteText}`) }).click();
  expect(Math.abs((await audio(page)).currentTime + offset - noteAt)).toBeLessThan(2);
});

test('whoever has the link reads and hears it in a browser of their own, until the interview is deleted', async () => {
  await page.goto(site(`/interviews/${id}/report`), { waitUntil: 'networkidle' });
  for (const part of ['Report, with scores and quotes', 'Transcript', 'Recording']) await page.getByLabel(part, { exact: true }).check();
  await page.getByRole('button', { name: 'Make a link' }).click();
  link = await page.getByLabel('Your link').inputValue();
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(link, { waitUntil: 'networkidle' });
  expect(await guest.locator('main').innerText()).toMatch(/six years of experience/);
  await guest.locator('audio[src]').evaluate((element) => (element as unknown as { play(): Promise<void> }).play());
  await expect.poll(async () => (await audio(guest)).currentTime, { timeout: 15_000 }).toBeGreaterThan(0.5);
  expect((await audio(guest)).duration).toBeGreaterThan(60);

  await page.getByRole('link', { name: 'Delete this interview' }).click();
  await page.getByRole('button', { name: 'Delete it for good' }).click();
  await page.getByText('The interview is deleted').waitFor();
  await guest.reload();
  await guest.getByText('shows nothing').first().waitFor();
  await guest.context().close();
  await page.goto(site(`/interviews/${id}/report`));
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
});

test('an account is deleted from its settings, and can be kept until the day comes', async () => {
  await page.goto(site('/settings/privacy'), { waitUntil: 'networkidle' });
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.getByRole('button', { name: 'Keep my account' }).waitFor();
});
