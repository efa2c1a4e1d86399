/** The coach's desk in a real browser: a live socket that speaks the contract, a real LiveKit room, a stand-in for the interviewer. */
import { closeCodes, identities, roomName, type LiveEvent } from '@greenroom/contracts';
import { RoomServiceClient } from 'livekit-server-sdk';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { coachIdentity, pinnedNotes, running } from './answers/coach.ts';
import { deskIds } from './desk-script.ts';
import { coachAccount, type LiveKit } from './fixture-api.ts';
import { fixtureInterviewer, type FixtureInterviewer } from './fixture-interviewer.ts';
import { openSiteWithRooms } from './site-in-browser.ts';
import type { Site } from './site.ts';

let livekit: LiveKit;
let rooms: RoomServiceClient;
let site: Site;
let browser: Browser;
let page: Page;
let interviewer: FixtureInterviewer | undefined;
const { begun, live, typed, ended } = deskIds;

openSiteWithRooms((opened) => ({ site, browser, livekit } = opened));
beforeAll(() => {
  rooms = new RoomServiceClient(livekit.url.replace(/^ws/, 'http'), livekit.apiKey, livekit.apiSecret);
});
beforeEach(async () => {
  site.api.socket.orders.length = 0;
  page = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
  await page.goto(`${site.url}/sign-in?next=/coach`);
  await page.getByLabel('E-mail address').fill(coachAccount.email);
  await page.getByLabel('Password').fill(coachAccount.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Coaching', exact: true }).waitFor();
});
afterEach(async () => {
  await page.context().close();
  await interviewer?.closeRoom();
  interviewer = undefined;
});

async function open(id: string): Promise<void> {
  await page.goto(`${site.url}/coach/interviews/${id}`);
  await page.getByText('Live', { exact: true }).waitFor();
}
const ordered = () => site.api.socket.orders.map(({ type }) => type);
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
let seq = 100;
const says = (text: string): LiveEvent => {
  seq += 1;
  const words = text.split(' ').map((word, i) => ({ text: word, start: seq + i / 10, end: seq + i / 10 + 0.09, estimated: true }));
  return { type: 'words', at: 4, seq, speaker: 'candidate', from: 0, words, marks: [], final: false };
};
/** Whether the coach's microphone is published in the room, and whether it is open. */
async function microphone(id: string): Promise<'none' | 'closed' | 'open'> {
  const me = (await rooms.listParticipants(roomName(id))).find(({ identity }) => identity === coachIdentity);
  const track = me?.tracks[0];
  return track === undefined ? 'none' : track.muted ? 'closed' : 'open';
}
const microphoneOf = (id: string) => expect.poll(() => microphone(id), { timeout: 15_000 });

test('what runs stands first, an interview that begins appears by itself, and its desk shows words, marks and lines', async () => {
  const desks = page.getByRole('link', { name: 'Open the desk for Dana Reyes: Backend engineer' });
  expect(await desks.count()).toBe(2);
  running.push(begun);
  await page.getByText('Dana Reyes’s interview has begun.').waitFor({ timeout: 10_000 });
  expect(await desks.count()).toBe(3);
  running.pop();
  await page.locator(`a[href="/coach/interviews/${live}"]`).click();
  await page.getByText('Live', { exact: true }).waitFor();
  const lines = page.getByRole('group', { name: 'What was said' });
  await lines.getByText('Two years ago I broke production').waitFor();
  expect(await lines.innerText()).toMatch(/um\s*\(filler\)/);
  expect(await page.getByText(/words a minute, /).innerText()).toMatch(/^\d+ words a minute/);
  expect(await page.locator('polyline').count()).toBeGreaterThanOrEqual(4);
  await page.getByText('what went wrong and its effect, heard').waitFor();
});

test('words come as they are spoken, and a line never doubles', async () => {
  await open(begun);
  const first = says('I built a lecture');
  site.api.socket.publish(begun, first);
  await page.getByText('I built a lecture').waitFor();
  site.api.socket.publish(begun, { ...first, from: 3, words: [{ text: 'ledger', start: 200, end: 201, estimated: true }] } as LiveEvent);
  await page.getByText('I built a ledger').waitFor();
  expect(await page.getByText('lecture').count()).toBe(0);
});

test('orders reach the server, each says that it was taken on, and a sent text is cleared', async () => {
  await open(live);
  await press('Follow up');
  await page.getByText(/^Follow up: taken on at \d+:\d\d\.$/).waitFor();
  await press('+2 min');
  await page.getByLabel('Ask this next').fill('What did it cost?');
  await press('Have it asked');
  await page.getByText(/^Your question: taken on/).waitFor();
  await page.getByLabel('Card to read').fill('Say the result first.');
  await press('Send the card');
  await page.getByText(/^Card: taken on/).waitFor();
  expect(site.api.socket.orders).toMatchObject([
    { type: 'coach:follow_up', interviewId: live }, { type: 'coach:extend', seconds: 120 },
    { type: 'coach:ask_next', text: 'What did it cost?' }, { type: 'coach:whisper', text: 'Say the result first.' },
  ]);
  expect([await page.getByLabel('Ask this next').inputValue(), await page.getByLabel('Card to read').inputValue()]).toEqual(['', '']);
});

test('the thinking time stands there as it is, and changes with what this coach or another one sets', async () => {
  await open(begun);
  const chosen = () => page.getByRole('group', { name: 'Time to think' }).locator('[aria-pressed=true]').allInnerTexts();
  expect(await chosen()).toEqual(['Normal']);
  await press('Patient');
  await page.getByText(/^Time to think, patient: taken on/).waitFor();
  expect(site.api.socket.orders).toMatchObject([{ type: 'coach:thinking_time', interviewId: begun, value: 'long' }]);
  site.api.socket.publish(begun, { type: 'thinking_time', at: 5, value: 'long' });
  await expect.poll(chosen).toEqual(['Patient']);
  await page.reload();
  await expect.poll(chosen).toEqual(['Patient']);
});

test('an order that is refused says why, and its text outlives a reload', async () => {
  await open(live);
  site.api.socket.refuse('coach:whisper', 'The interview is paused. Wait until it goes on.');
  await page.getByLabel('Card to read').fill('Name the number.');
  await press('Send the card');
  await page.getByText('Card was not taken on. The interview is paused. Wait until it goes on.').waitFor();
  await page.reload();
  await page.getByText('Live', { exact: true }).waitFor();
  expect(await page.getByLabel('Card to read').inputValue()).toBe('Name the number.');
  site.api.socket.refuse('coach:whisper', undefined);
  await press('Send the card');
  await page.getByText(/^Card: taken on/).waitFor();
  expect(ordered()).toEqual(['coach:whisper']);
});

test('keys give orders, and none while somebody writes or when they are switched off', async () => {
  await open(live);
  await page.keyboard.press('f');
  await page.getByText(/^Follow up: taken on/).waitFor();
  await page.keyboard.press('s');
  await page.getByText(/^Skip: taken on/).waitFor();
  await page.getByLabel('Card to read').pressSequentially('fst? n');
  expect(await page.getByLabel('Card to read').inputValue()).toBe('fst? n');
  expect(ordered()).toEqual(['coach:follow_up', 'coach:skip']);
  await page.getByRole('heading', { name: 'Transcript' }).click();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await keys.getByLabel('Use these keys').uncheck();
  await keys.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await page.keyboard.press('?');
  await keys.waitFor();
  expect(ordered()).toHaveLength(2);
});

test('the list of keys that is opened again before the browser has told of its closing stays open', async () => {
  await open(live);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  // The browser tells of it in a task of its own; on a busy machine a key can come first.
  await keys.getByRole('button', { name: 'Close' }).evaluate(async (close) => {
    (close as HTMLElement).click();
    while (document.querySelector('dialog[open]') !== null) await Promise.resolve();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }));
  });
  await page.waitForTimeout(300);
  expect(await keys.isVisible()).toBe(true);
});

test('a note is pinned to the moment of the key, not to that of sending', async () => {
  await open(begun);
  await page.getByRole('heading', { name: 'Transcript' }).click();
  const clock = async () => {
    const [, minutes, seconds] = /(\d+):(\d\d)/.exec(await page.getByLabel('Time on the interview’s clock').innerText()) ?? [];
    return Number(minutes) * 60 + Number(seconds);
  };
  const pressed = await clock();
  await page.keyboard.press('n');
  await page.keyboard.type('Named the number at last.');
  await page.waitForTimeout(2_500);
  await page.getByLabel('Dana Reyes may read it').check();
  await press('Pin the note');
  await page.getByText(/^Pinned at/).waitFor();
  const [note] = pinnedNotes(begun);
  expect(note).toMatchObject({ text: 'Named the number at last.', visibility: 'shared' });
  expect(Math.abs((note?.at ?? 0) - pressed)).toBeLessThan(1.5);
  await page.getByText('Named the number at last.').waitFor();
  expect(await page.getByLabel(/^Note at/).inputValue()).toBe('');
});

test('after a lost connection the page says so, comes back, and shows what was missed, once', async () => {
  await open(begun);
  const before = says('before the loss');
  site.api.socket.publish(begun, before);
  await page.getByText('before the loss').waitFor();
  site.api.socket.refuseSockets(closeCodes.restarting);
  site.api.socket.closeAll(closeCodes.restarting);
  await page.getByText('The interview service restarts. Reconnecting in a moment.').waitFor();
  site.api.socket.publish(begun, says('during the loss'));
  site.api.socket.refuseSockets(undefined);
  await press('Connect now');
  await page.getByText('during the loss').waitFor();
  expect(await page.getByText('before the loss').count()).toBe(1);
  await page.getByText('Live', { exact: true }).waitFor();
});

test('a grant that is taken back ends what one sees and may do, and keeps what one wrote', async () => {
  await open(ended);
  await page.getByLabel('Card to read').fill('Half a sentence');
  site.api.socket.endGrant(ended);
  await page.getByText('Your access to this interview has ended').waitFor();
  expect(await page.getByRole('button', { name: 'Skip' }).count()).toBe(0);
  await page.getByText('Half a sentence').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  expect(ordered()).toEqual([]);
  site.api.socket.refuse('subscribe' as never, undefined);
});

test('listening is unseen and heard; it needs no microphone', async () => {
  interviewer = await fixtureInterviewer(livekit, begun);
  await open(begun);
  await press('Listen');
  await page.getByText('You hear both, and nobody hears you.').waitFor({ timeout: 20_000 });
  const me = (await rooms.listParticipants(roomName(begun))).find(({ identity }) => identity === coachIdentity);
  expect(me?.permission).toMatchObject({ hidden: true, canPublish: false });
  const speaking = interviewer.speak(2);
  await expect.poll(() => page.locator('audio').evaluateAll((players) => players.some((player) => (player as HTMLAudioElement).currentTime > 0.3)), { timeout: 10_000 }).toBe(true);
  await speaking;
  await press('Stop listening');
  await expect.poll(async () => (await rooms.listParticipants(roomName(begun))).some(({ identity }) => identity === coachIdentity)).toBe(false);
});

test('the microphone is open while the space bar is held, and closed by letting go, by Escape and by leaving the window', async () => {
  interviewer = await fixtureInterviewer(livekit, begun, { identity: identities.candidate('fixture'), role: 'candidate' });
  await open(begun);
  await page.getByRole('heading', { name: 'Transcript' }).click();
  await page.keyboard.down(' ');
  await page.getByText('Your microphone is open. Speak.').waitFor({ timeout: 20_000 });
  await microphoneOf(begun).toBe('open');
  await page.keyboard.up(' ');
  await page.getByText('Your microphone is closed.').waitFor();
  await microphoneOf(begun).toBe('closed');
  await page.keyboard.down(' ');
  await microphoneOf(begun).toBe('open');
  await page.keyboard.press('Escape');
  await microphoneOf(begun).toBe('closed');
  await page.keyboard.up(' ');
  await page.keyboard.down(' ');
  await microphoneOf(begun).toBe('open');
  await page.evaluate(() => dispatchEvent(new Event('blur')));
  await microphoneOf(begun).toBe('closed');
  await page.keyboard.up(' ');
  await page.getByRole('button', { name: 'Hold to whisper' }).hover();
  await page.mouse.down();
  await microphoneOf(begun).toBe('open');
  await page.mouse.up();
  await microphoneOf(begun).toBe('closed');
});

test('by keyboard alone: take over with an open microphone, and hand back', async () => {
  interviewer = await fixtureInterviewer(livekit, begun);
  site.api.socket.onOrder(({ type }) => {
    if (type === 'coach:take_over') site.api.socket.publish(begun, { type: 'coach:present', at: 5, state: 'leads' });
    if (type === 'coach:hand_back') site.api.socket.publish(begun, { type: 'coach:present', at: 9, state: 'listens' });
  });
  await open(begun);
  await page.keyboard.press('t');
  await page.getByRole('dialog', { name: 'Take over the interview?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'You lead the interview' }).waitFor();
  await page.getByText('Your microphone is open: Dana Reyes hears you').waitFor({ timeout: 20_000 });
  await microphoneOf(begun).toBe('open');
  expect(await page.getByRole('button', { name: 'Follow up' }).count()).toBe(0);
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: 'Lead it yourself' }).waitFor();
  await microphoneOf(begun).toBe('closed');
  expect(ordered()).toEqual(['coach:take_over', 'coach:hand_back']);
});

test('a desk that is left while it asks for the microphone or comes in keeps neither', async () => {
  interviewer = await fixtureInterviewer(livekit, begun, { identity: identities.candidate('fixture'), role: 'candidate' });
  await open(begun);
  // The person takes a while to allow it.
  await page.evaluate(() => {
    const given = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      document.documentElement.dataset.asked = 'yes';
      await new Promise((allowed) => setTimeout(allowed, 1_500));
      const stream = await given(wish);
      (globalThis as { captured?: MediaStream }).captured = stream;
      return stream;
    };
  });
  await page.getByRole('heading', { name: 'Transcript' }).click();
  await page.keyboard.down(' ');
  await page.locator('html[data-asked]').waitFor();
  site.api.socket.endGrant(begun);
  await page.getByText('Your access to this interview has ended').waitFor();
  site.api.socket.refuse('subscribe' as never, undefined);
  await page.keyboard.up(' ');
  await expect.poll(() => page.evaluate(() => (globalThis as { captured?: MediaStream }).captured?.getTracks().map(({ readyState }) => readyState)), { timeout: 10_000 }).toEqual(['ended']);
  expect((await rooms.listParticipants(roomName(begun))).some(({ identity }) => identity === coachIdentity)).toBe(false);
});

test('the microphone waits for the interviewer to fall silent, and a take-over that is refused says why', async () => {
  interviewer = await fixtureInterviewer(livekit, begun);
  await open(begun);
  const takeOver = async () => {
    await press('Take over');
    await press('Take over now');
  };
  site.api.socket.refuse('coach:take_over', 'Ines Moreau leads already.');
  await takeOver();
  await page.getByText('Taking over was not taken on. Ines Moreau leads already.').waitFor();
  site.api.socket.publish(begun, { type: 'listeners', at: 5, people: [{ name: 'Ines Moreau', state: 'leads' }] }, { type: 'coach:present', at: 5, state: 'leads' });
  await page.getByRole('heading', { name: 'Ines Moreau leads the interview' }).waitFor();
  expect(await page.getByRole('button', { name: 'Hand back' }).count()).toBe(0);
  await page.getByText('Taking over was not taken on. Ines Moreau leads already.').waitFor();
  site.api.socket.publish(begun, { type: 'listeners', at: 7, people: [] }, { type: 'coach:present', at: 7, state: 'listens' });
  site.api.socket.refuse('coach:take_over', undefined);
  await takeOver();
  await page.getByText(/^Taking over: taken on/).waitFor();
  await microphoneOf(begun).toBe('none');
  site.api.socket.publish(begun, { type: 'coach:present', at: 9, state: 'leads' });
  await page.getByText('Your microphone is open: Dana Reyes hears you').waitFor({ timeout: 20_000 });
  await microphoneOf(begun).toBe('open');
});

test('a typed interview offers no sound, and lets a coach who leads speak in writing', async () => {
  await open(typed);
  expect(await page.getByRole('button', { name: 'Listen' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Hold to whisper' }).count()).toBe(0);
  await page.getByLabel('What you say').fill('And what would you do today?');
  await press('Say it');
  await page.getByText(/^Your line: taken on/).waitFor();
  expect(site.api.socket.orders).toMatchObject([{ type: 'coach:say', text: 'And what would you do today?' }]);
});

test('when the conversation ends the desk says so, lets go of its orders, and keeps the notes', async () => {
  await open(deskIds.over);
  await page.getByRole('link', { name: 'Read the report' }).waitFor();
  expect(await page.getByRole('button', { name: 'Follow up' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Pin the note' }).isEnabled()).toBe(true);
});
