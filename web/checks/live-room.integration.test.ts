/** The live room in a real browser and a real LiveKit room, with a stand-in for the interviewer. */
import type { LiveEvent, Question, Speaker } from '@greenroom/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ordered, refusals, whispered } from './answers/live.ts';
import { ids, type LiveKit } from './fixture-api.ts';
import { fixtureInterviewer, type FixtureInterviewer } from './fixture-interviewer.ts';
import { allowSockets, dropSockets, holdSockets } from './lost-connection.ts';
import { signIn } from './pages.ts';
import { openSiteWithRooms } from './site-in-browser.ts';
import type { Site } from './site.ts';

const question: Question = { id: 'q2', text: 'Tell me about a disagreement.', competency: 'conflict', expectedPoints: [], probes: [], timeBudgetSeconds: 120 };
const asked: LiveEvent = { type: 'interview:question', at: 60, question, index: 1, total: 4, followUp: false, text: question.text };
const words = (seq: number, speaker: Speaker, text: string, from = 0): LiveEvent => {
  const spoken = text.split(' ').map((word, i) => ({ text: word, start: i, end: i + 1, estimated: true }));
  return { type: 'words', at: 61, seq, speaker, from, words: spoken, marks: [], final: false };
};

let livekit: LiveKit;
let site: Site;
let browser: Browser;
let page: Page;
let interviewer: FixtureInterviewer;

openSiteWithRooms((opened) => ({ site, browser, livekit } = opened));
beforeEach(async () => {
  page = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
  await signIn(page, site.url);
});
afterEach(async () => {
  ordered.length = 0;
  whispered.length = 0;
  refusals.clear();
  await page.context().close();
  await interviewer.closeRoom();
  site.api.setStatus(ids.pending, 'pending');
  site.api.setStatus(ids.in_progress, 'in_progress');
});

const address = () => `${site.url}/interviews/${ids.in_progress}`;
const state = (of = page) => expect.poll(() => of.getByTestId('state').innerText(), { timeout: 15_000 });

/** Into the room of the interview that runs already. */
async function join(): Promise<void> {
  interviewer = await fixtureInterviewer(livekit, ids.in_progress);
  await page.goto(address());
  await state().toBe('The interviewer is getting ready');
}

test('from the green room a candidate comes into the room, is heard, and sees who speaks and what is said', async () => {
  await page.goto(`${site.url}/interviews/${ids.pending}`, { waitUntil: 'networkidle' });
  await page.getByLabel(/I agree/).check();
  await page.getByRole('button', { name: 'Go in' }).click();
  await state().toBe('The interviewer is on the way');

  interviewer = await fixtureInterviewer(livekit, ids.pending);
  await state().toBe('The interviewer is getting ready');
  await expect.poll(() => interviewer.heardSeconds, { timeout: 15_000 }).toBeGreaterThan(0);
  await interviewer.send(asked);
  await interviewer.send({ type: 'agent:state', at: 60, state: 'speaking' });
  await interviewer.send(words(3, 'interviewer', question.text));
  await state().toBe('Speaking');
  expect(await page.getByTestId('question').innerText()).toBe(question.text);
  expect(await page.getByText('Question 2 of 4').isVisible()).toBe(true);

  const speaking = interviewer.speak(2);
  const scale = () => page.locator('[data-ring] g').evaluate((ring) => Number(/scale\((.+)\)/.exec((ring as SVGElement).style.transform)?.[1]));
  await expect.poll(scale, { timeout: 5_000, interval: 50 }).toBeGreaterThan(1.05);
  await speaking;

  await interviewer.send({ type: 'agent:state', at: 64, state: 'listening' });
  await interviewer.send(words(4, 'candidate', 'So um last sprint'));
  await interviewer.send(words(4, 'candidate', 'spring we argued', 3));
  await state().toBe('Listening');
  await page.getByText('So um last spring we argued').waitFor();
});

test('after a reload the candidate is back in the room, at the question that was asked last', async () => {
  await join();
  await page.reload();
  await state().toBe('The interviewer is getting ready');
  expect(await page.getByTestId('question').innerText()).toBe('What was the hardest part of that ledger work?');
  expect(await page.getByText('Question 1 of 4, follow-up').isVisible()).toBe(true);
});

const refuseMicrophone = () =>
  page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
  });

test('with the microphone refused the page says what to do, and typed answers reach the interviewer', async () => {
  await refuseMicrophone();
  await join();
  await page.getByText(/Your browser keeps the microphone closed/).waitFor();
  await page.getByLabel('Your answer, typed').fill('I wrote down the three risks.');
  await page.keyboard.press('Enter');
  await expect.poll(() => interviewer.typed).toEqual(['I wrote down the three risks.']);
  expect(await page.getByLabel('Your answer, typed').inputValue()).toBe('');
});

test('sound that the browser holds back is turned on with one button', async () => {
  // As browsers do on a page that nobody has clicked on yet; Chromium itself decides by how often a site was used.
  await page.addInitScript(() => {
    const play = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'play')?.value as () => Promise<void>;
    let clicked = false;
    addEventListener('click', () => (clicked = true), true);
    HTMLMediaElement.prototype.play = function () {
      return clicked ? play.call(this) : Promise.reject(new DOMException('no click yet', 'NotAllowedError'));
    };
  });
  await join();
  await page.getByRole('button', { name: 'Turn on sound' }).click();
  await page.getByRole('button', { name: 'Turn on sound' }).waitFor({ state: 'hidden' });
});

test('a second window takes over, the first one says so and can take it back', async () => {
  await join();
  const second = await page.context().newPage();
  await second.goto(address());
  await page.getByRole('heading', { name: /another window/ }).waitFor();
  await page.getByRole('button', { name: 'Use it here instead' }).click();
  await state().toBe('The interviewer is getting ready');
  await second.getByRole('heading', { name: /another window/ }).waitFor();
});

test('an interviewer that is lost is said to be coming back, and is recognised when it does', async () => {
  await join();
  await interviewer.leave();
  await state().toMatch(/lost the connection and is coming back/);
  interviewer = await fixtureInterviewer(livekit, ids.in_progress);
  await interviewer.send({ type: 'agent:state', at: 90, state: 'speaking' });
  await state().toBe('Speaking');
});

test('ending asks once, and leads to the progress of the report', async () => {
  await join();
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'Go on with it' }).click();
  expect(await page.getByRole('dialog').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByText('Joining both recordings, 40 %').waitFor();
});

test('a room that the server closes leads to the progress, and that to the report', async () => {
  await join();
  site.api.setStatus(ids.in_progress, 'finishing');
  await interviewer.closeRoom();
  await page.getByRole('heading', { name: 'Your report is being made' }).waitFor();
  site.api.setStatus(ids.in_progress, 'completed');
  await page.waitForURL(/\/report$/);
});

test('events that anyone but the interviewer or the server sends change nothing', async () => {
  await join();
  const forged = await fixtureInterviewer(livekit, ids.in_progress, { identity: 'candidate-other', role: 'candidate' });
  // Its voice has arrived: the page knows who it is.
  await expect.poll(() => page.locator('audio').count()).toBe(2);
  await forged.send({ ...asked, text: 'Tell me your password.' } as LiveEvent);
  await interviewer.send({ type: 'agent:state', at: 90, state: 'listening' });
  await state().toBe('Listening');
  expect(await page.getByTestId('question').innerText()).not.toContain('password');
  await forged.leave();
});

test('repeat, skip, a moment to think, pause and going on reach the interview service, and the page says so', async () => {
  await join();
  await interviewer.send(asked);
  const hint = () => expect.poll(() => page.getByTestId('hint').innerText());
  refusals.set('skip', 'This was the last question.');
  await page.getByRole('button', { name: 'Skip' }).click();
  await hint().toBe('This was the last question.');
  refusals.clear();
  for (const [name, order, says] of [['Repeat', 'repeat', /once more/], ['A moment to think', 'think', /Take your time/], ['Skip', 'skip', /next question/]] as const) {
    await page.getByRole('button', { name }).click();
    await hint().toMatch(says);
    expect(ordered.at(-1)).toBe(`${order} ${ids.in_progress}`);
  }
  // Pressed once more before the next question is there, it would skip that one.
  await expect.poll(() => page.getByRole('button', { name: 'Skip' }).getAttribute('aria-disabled')).toBe('true');
  await interviewer.send({ ...asked, at: 65, index: 2, question: { ...question, id: 'q3' } } as LiveEvent);
  await expect.poll(() => page.getByRole('button', { name: 'Skip' }).getAttribute('aria-disabled')).toBe('false');

  await expect.poll(() => interviewer.microphone).toBe('open');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => ordered.at(-1)).toBe(`pause ${ids.in_progress}`);
  await interviewer.send({ type: 'interview:paused', at: 70, limitSeconds: 1800 });
  await page.getByRole('heading', { name: 'Paused' }).waitFor();
  await page.getByText(/The pause may last another 30 min/).waitFor();
  // Coaches in the room hear nothing either.
  await expect.poll(() => interviewer.microphone).toBe('closed');
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
  await expect.poll(() => ordered.at(-1)).toBe(`resume ${ids.in_progress}`);
  await interviewer.send({ type: 'interview:resumed', at: 75 });
  await expect.poll(() => interviewer.microphone).toBe('open');
  expect(await page.getByTestId('question').innerText()).toBe(question.text);
});

test('captions that are switched off stay off over a reload, and so does a muted microphone', async () => {
  await join();
  await interviewer.send(words(9, 'candidate', 'Last spring we argued'));
  await page.getByText('Last spring we argued').waitFor();
  await page.getByRole('button', { name: 'Captions' }).click();
  expect(await page.getByRole('region', { name: 'What is being said' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Mute' }).click();
  await page.getByRole('button', { name: 'Type instead' }).click();
  await page.getByLabel('Your answer, typed').fill('Half a thought');
  await page.reload();
  await state().toBe('The interviewer is getting ready');
  expect(await page.getByRole('region', { name: 'What is being said' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Unmute' }).isVisible()).toBe(true);
  expect(await page.getByLabel('Your answer, typed').inputValue()).toBe('Half a thought');
});

test('a whisper is a card that stays over a reload until it is put away', async () => {
  await join();
  await interviewer.send({ type: 'whisper', at: 70, from: 'Cal', text: 'Say the result first.' });
  const cards = page.getByRole('region', { name: 'From your coach' });
  await cards.getByText('Say the result first.').waitFor();
  expect(await cards.getByRole('list').getAttribute('aria-live')).toBe('polite');
  await page.reload();
  await cards.getByText('Say the result first.').waitFor();
  await cards.getByRole('button', { name: 'Put away' }).click();
  expect(await cards.getByRole('listitem').count()).toBe(0);
});

test('cards that were sent while the page was away are there when it comes back, each once, and those put away stay away', async () => {
  await holdSockets(page);
  await join();
  const cards = page.getByRole('region', { name: 'From your coach' });
  const texts = () => cards.getByRole('listitem').locator('p:nth-child(2)').allInnerTexts();
  // The server has it from when it was sent, the room from when it was passed on.
  whispered.push({ at: 69.4, from: 'Cal', text: 'Breathe.' });
  await interviewer.send({ type: 'whisper', at: 70, from: 'Cal', text: 'Breathe.' });
  await cards.getByText('Breathe.').waitFor();
  await cards.getByRole('button', { name: 'Put away' }).click();
  await dropSockets(page);
  await state().toBe('Your connection dropped; reconnecting. What you said is kept.');
  whispered.push({ at: 90, from: 'Cal', text: 'Say the result first.' }, { at: 95, from: 'Cal', text: 'Name the number.' });
  await allowSockets(page);
  await expect.poll(texts, { timeout: 30_000 }).toEqual(['Name the number.', 'Say the result first.']);
  await interviewer.send({ type: 'whisper', at: 95.6, from: 'Cal', text: 'Name the number.' });
  await interviewer.send({ type: 'whisper', at: 140, from: 'Cal', text: 'Name the number.' });
  await expect.poll(texts).toEqual(['Name the number.', 'Name the number.', 'Say the result first.']);
  await cards.getByRole('button', { name: 'Put away' }).first().click();
  await page.reload();
  await expect.poll(texts).toEqual(['Name the number.', 'Say the result first.']);
});

test('who listens is on the page from the beginning, and follows what happens', async () => {
  await join();
  const company = () => expect.poll(() => page.getByTestId('company').innerText());
  await company().toBe('Cal Okonkwo-Vandenberghe listens.');
  await interviewer.send({ type: 'listeners', at: 70, people: [] });
  await company().toBe('Nobody else listens.');
  const coach = await fixtureInterviewer(livekit, ids.in_progress, { identity: 'coach-cal', role: 'coach', name: 'Cal' });
  await interviewer.send({ type: 'listeners', at: 71, people: [{ name: 'Cal', state: 'in_room' }] });
  await page.getByText('Cal is speaking to you; the interviewer does not hear it.').waitFor();
  await interviewer.send({ type: 'coach:present', at: 72, state: 'leads' });
  await interviewer.send({ type: 'listeners', at: 72, people: [{ name: 'Cal', state: 'leads' }] });
  await state().toBe('Cal has taken over. The interviewer is silent.');
  expect(await page.getByRole('button', { name: 'Skip' }).count()).toBe(0);
  await interviewer.send({ type: 'coach:present', at: 80, state: 'listens' });
  await state().toBe('The interviewer is getting ready');
  await coach.leave();
});

test('words as they are spoken are not read aloud: nothing that is announced changes with them', async () => {
  await join();
  await interviewer.send(asked);
  await interviewer.send({ type: 'agent:state', at: 62, state: 'listening' });
  await state().toBe('Listening');
  // What is announced is every change inside one of these.
  await page.evaluate(() => {
    const announcing = '[role="status"], [role="alert"], [role="log"], [aria-live]:not([aria-live="off"])';
    const changes: string[] = [];
    Object.assign(globalThis, { changes });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest(announcing);
        if (region) changes.push(region.textContent ?? '');
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const changes = () => page.evaluate(() => (globalThis as unknown as { changes: string[] }).changes);
  for (let i = 0; i < 20; i += 1) await interviewer.send(words(10, 'candidate', `word-${i}`, i));
  await page.getByText('word-19').waitFor();
  expect(await changes()).toEqual([]);
  // The observer does see what is announced.
  await interviewer.send({ type: 'notice', at: 80, level: 'info', text: 'The connection was poor for a moment.' });
  await expect.poll(changes).toContain('The connection was poor for a moment.');
});

test('one quiet cue shows while it holds', async () => {
  await join();
  await interviewer.send({ type: 'cue', at: 70, kind: 'pace', text: 'A little slower' });
  await page.getByText('A little slower').waitFor();
  await interviewer.send({ type: 'cue', at: 90, kind: 'pace', text: null });
  await page.getByText('A little slower').waitFor({ state: 'hidden' });
});

test('a connection that drops is said to be coming back, comes back by itself, and what was missed is asked for', async () => {
  await holdSockets(page);
  await join();
  await interviewer.send({ type: 'agent:state', at: 62, state: 'listening' });
  await state().toBe('Listening');
  const missed = page.waitForResponse((response) => response.url().endsWith('/so-far'), { timeout: 30_000 });
  await dropSockets(page);
  await state().toBe('Your connection dropped; reconnecting. What you said is kept.');
  await allowSockets(page);
  await state().toBe('Listening');
  expect((await missed).ok()).toBe(true);
});

test('the keyboard alone is enough, single keys do nothing while writing, and they can be turned off', async () => {
  await join();
  await interviewer.send(asked);
  await page.getByRole('button', { name: 'Repeat' }).waitFor();
  await page.keyboard.press('r');
  await expect.poll(() => ordered).toEqual([`repeat ${ids.in_progress}`]);
  await page.keyboard.press('m');
  await page.getByRole('button', { name: 'Unmute' }).waitFor();
  await page.keyboard.press('w');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('typed-answer');
  await page.keyboard.type('more rmp?');
  expect(await page.getByLabel('Your answer, typed').inputValue()).toBe('more rmp?');
  expect(ordered).toHaveLength(1);

  // Out of the field, through every control, in the order in which they stand.
  await page.getByLabel('Your answer, typed').fill('');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.locator('main').focus();
  const reached: string[] = [];
  for (let i = 0; i < 10; i += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''));
  }
  expect(reached.join(' | ')).toMatch(/A moment to think.*Repeat.*Skip.*Unmute.*Pause.*Type instead.*Captions.*Keys.*End/);

  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.getByLabel('Use these keys').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await page.waitForTimeout(300);
  expect(ordered).toHaveLength(1);
});

test('the switch of the keys is one for room and replay; captions are shown in each as they were chosen there', async () => {
  const captions = () => expect.poll(() => page.getByRole('button', { name: 'Captions' }).getAttribute('aria-pressed'));
  const switchKeys = async () => {
    await page.keyboard.press('?');
    await page.getByLabel('Use these keys').click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  };
  const pressC = async () => {
    await page.keyboard.press('c');
    // Long enough for a press that should do nothing to show what it did.
    await page.waitForTimeout(200);
  };
  const openReplay = () => page.goto(`${site.url}/interviews/${ids.completed}/replay`, { waitUntil: 'networkidle' });

  await join();
  await switchKeys();
  await openReplay();
  await pressC();
  await captions().toBe('false');
  await switchKeys();
  await pressC();
  await captions().toBe('true');

  await page.goto(address());
  await state().toBe('The interviewer is getting ready');
  await captions().toBe('true');
  await pressC();
  await captions().toBe('false');
  await switchKeys();
  await openReplay();
  await captions().toBe('true');
  await pressC();
  await captions().toBe('true');
});
