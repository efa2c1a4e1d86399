/** The candidate's rooms in every state. The live room needs a real LiveKit server: its states are shown by `../live-room-states.ts`. */
import type { LiveEvent, Question, Speaker } from '@greenroom/contracts';
import type { Page } from 'playwright-core';
import type { FixtureInterviewer } from '../fixture-interviewer.ts';
import { typedIds } from '../answers/live.ts';
import { dropSockets, holdSockets } from '../lost-connection.ts';
import type { View } from '../pages.ts';
import { refuse } from './coach.ts';

const question: Question = { id: 'q2', text: 'Tell me about a disagreement with a colleague that you could not settle between the two of you.', competency: 'conflict', expectedPoints: [], probes: [], timeBudgetSeconds: 120 };
const asked = (text = question.text): LiveEvent => ({ type: 'interview:question', at: 60, question: { ...question, text }, index: 1, total: 4, followUp: false, text });
const words = (seq: number, speaker: Speaker, text: string): LiveEvent => {
  const spoken = text.split(' ').map((word, i) => ({ text: word, start: i, end: i + 1, estimated: true }));
  return { type: 'words', at: 61, seq, speaker, from: 0, words: spoken, marks: [], final: false };
};
const is = (state: 'listening' | 'thinking' | 'speaking' | 'reconnecting'): LiveEvent => ({ type: 'agent:state', at: 90, state });
const answer = words(11, 'candidate', 'So last spring we argued about um the release. I wanted to wait for the second load test, and she had promised the date to a customer, so');
const nobody: LiveEvent = { type: 'listeners', at: 61, people: [] };
const cal = 'Cal Okonkwo-Vandenberghe';

/** For pages that are looked at without a live socket's events: what is on them at load, and what one does there. */
export const liveViews: readonly View[] = [
  { name: 'delete-interview', path: `/interviews/${typedIds.pending}/delete`, signedIn: true },
  { name: 'green-room-typed', path: `/interviews/${typedIds.pending}`, signedIn: true },
  {
    name: 'green-room-refused', path: `/interviews/${typedIds.pending.slice(0, -2)}01`, signedIn: true,
    act: async (page) => {
      await page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
      });
      await page.reload();
      // Where the browser was told that it may, the page tries by itself.
      const button = page.getByRole('button', { name: 'Try the microphone' });
      await button.or(page.getByRole('alert')).first().waitFor();
      await button.click({ timeout: 2_000 }).catch(() => undefined);
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'green-room-no-webrtc', path: `/interviews/${typedIds.pending.slice(0, -2)}01`, signedIn: true,
    act: async (page) => {
      await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'RTCPeerConnection'));
      await page.reload();
      await page.getByText('no WebRTC').waitFor();
    },
  },
  {
    name: 'green-room-own-voice', path: `/interviews/${typedIds.pending.slice(0, -2)}01`, signedIn: true,
    act: async (page) => {
      await page.getByRole('button', { name: 'Record three seconds' }).click();
      await page.getByRole('button', { name: 'Play them again' }).waitFor({ timeout: 15_000 });
    },
  },
  { name: 'typed', path: `/interviews/${typedIds.in_progress}`, signedIn: true },
  {
    name: 'typed-draft', path: `/interviews/${typedIds.in_progress}`, signedIn: true,
    act: async (page) => {
      await page.getByLabel('Your answer').fill('The hardest part was the order in which the two ledgers were written. For a week we had both, and I compared them every night; then the old one went, and nobody noticed, which was the point.\n\nWhat I would do differently: compare from the first day.');
    },
  },
  {
    name: 'typed-ending', path: `/interviews/${typedIds.in_progress}`, signedIn: true,
    act: async (page) => {
      await page.getByRole('button', { name: 'End', exact: true }).click();
      await page.getByRole('button', { name: 'Go on with it' }).waitFor();
    },
  },
  { name: 'typed-paused', path: `/interviews/${typedIds.paused}`, signedIn: true, live: true, act: (page) => page.getByRole('heading', { name: 'Paused' }).waitFor() },
  { name: 'typed-coach-leads', path: `/interviews/${typedIds.led}`, signedIn: true, live: true, act: (page) => page.getByText('has taken over').waitFor() },
  { name: 'typed-whispers', path: `/interviews/${typedIds.whispered}`, signedIn: true, live: true, act: (page) => page.getByText('Say the result first.').waitFor() },
  {
    name: 'typed-not-connected', path: `/interviews/${typedIds.in_progress}`, signedIn: true,
    act: async (page) => {
      await refuse(page, '**/live/ticket', 503, 'The interview service does not answer. Your interviews and recordings are kept. Try again in a moment.');
      await page.reload();
      await page.getByText('What you sent is kept.').waitFor();
    },
  },
];

export interface LiveRoomState {
  name: string;
  /** Before the page is opened. */
  before?: (page: Page) => Promise<void>;
  /** What happens in the room. */
  events?: readonly LiveEvent[];
  /** A coach with an open microphone is in the room. */
  coach?: true;
  /** Nobody has come yet. */
  alone?: true;
  /** What may be complained of meanwhile, besides `ofChromium`. */
  complaints?: RegExp;
  /** What the browser refuses is told where it is seen, and moves what is below it. */
  moves?: true;
  act?: (page: Page, interviewer: FixtureInterviewer) => Promise<void>;
  /** What stands on the page then. */
  shows: RegExp;
}

/** LiveKit's client writes to the console what goes wrong; what the page's own policy refuses is no part of it. */
const ofLiveKit = /^(?!refused by the content security policy)/;
/** These checks open the room by its address: without a click Chromium lets a page make sounds only while it has the microphone, which may come later. */
export const ofChromium = /^The AudioContext was not allowed to start/;
const press = (name: string) => (page: Page) => page.getByRole('button', { name }).click();

export const liveRoomStates: readonly LiveRoomState[] = [
  { name: 'waiting', alone: true, shows: /The interviewer is on the way/ },
  { name: 'listening', events: [asked(), words(10, 'interviewer', question.text), answer, nobody, is('listening')], shows: /Listening/ },
  { name: 'speaking', events: [asked(), words(10, 'interviewer', question.text), is('speaking')], act: async (_, interviewer) => void interviewer.speak(3), shows: /Speaking/ },
  { name: 'thinking-with-cue', events: [asked(), answer, { type: 'cue', at: 80, kind: 'pace', text: 'A little slower' }, is('thinking')], shows: /A little slower/ },
  {
    name: 'whispers', shows: /Say the result first/,
    events: [
      asked(), answer, is('listening'),
      { type: 'whisper', at: 70, from: cal, text: 'You answer the question before the last one. Come back to what the two of you disagreed about, and say in one sentence what each of you wanted; the story about the customer can come after it, if at all.' },
      { type: 'whisper', at: 82, from: cal, text: 'Say the result first.' },
    ],
  },
  { name: 'coach-whispers', coach: true, events: [asked(), answer, is('listening'), { type: 'listeners', at: 61, people: [{ name: cal, state: 'in_room' }] }], shows: /is speaking to you; the interviewer does not hear it/ },
  {
    name: 'coach-leads', coach: true, shows: /has taken over/,
    events: [asked(), answer, words(12, 'coach', 'Let me ask it differently: what would she say about it today?'), { type: 'coach:present', at: 92, state: 'leads' }, { type: 'listeners', at: 92, people: [{ name: cal, state: 'leads' }] }],
  },
  { name: 'paused', events: [asked(), answer, { type: 'interview:paused', at: 92, limitSeconds: 1800 }], shows: /The pause may last another/ },
  {
    name: 'typing-muted', events: [asked(), answer, is('listening')], shows: /Your answer, typed/,
    act: async (page) => {
      await press('Mute')(page);
      await press('Type instead')(page);
      await page.getByLabel('Your answer, typed').fill('I wrote down what each of us was afraid of.');
    },
  },
  {
    name: 'microphone-refused', moves: true, events: [asked(), is('listening')], shows: /Your browser keeps the microphone closed/,
    before: async (page) => {
      await page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
      });
    },
  },
  {
    name: 'long-question-without-captions', shows: /antidisestablishmentarianism/i,
    events: [asked(`${'Describe a system that you have built and run, and tell me how you found out what it does when one of its parts is slow rather than broken; name the part. '.repeat(3)}Antidisestablishmentarianism.`), answer, nobody, is('listening'), { type: 'notice', at: 80, level: 'warning', text: 'The usual voice is away; another one reads the questions.' }],
    act: press('Captions'),
  },
  { name: 'interviewer-lost', events: [asked(), answer, is('reconnecting')], shows: /coming back/ },
  {
    name: 'sound-blocked', complaints: ofLiveKit, events: [asked()], shows: /Your browser keeps the sound off/,
    // As browsers do on a page that nobody has clicked on yet.
    before: async (page) => {
      await page.addInitScript(() => {
        HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('no click yet', 'NotAllowedError'));
      });
    },
  },
  {
    name: 'reconnecting', complaints: ofLiveKit, events: [asked(), answer, is('listening')], shows: /Your connection dropped; reconnecting/,
    before: holdSockets,
    act: dropSockets,
  },
  {
    name: 'elsewhere', complaints: ofLiveKit, events: [asked(), answer], shows: /You opened this interview in another window/,
    act: async (page) => {
      const second = await page.context().newPage();
      await second.goto(page.url());
      await page.getByRole('heading', { name: 'another window' }).waitFor();
      await second.close();
    },
  },
  {
    name: 'signed-out', events: [asked()], shows: /You have been signed out. Sign in again in another tab/,
    act: async (page) => {
      await page.route('**/access', (route) => route.fulfill({ status: 401, body: '' }));
      await page.reload();
    },
  },
  { name: 'order-refused', events: [asked(), answer, is('listening')], act: press('Skip'), shows: /It is over in a moment/ },
  { name: 'ending', events: [asked(), answer, is('listening')], act: (page) => page.getByRole('button', { name: 'End', exact: true }).click(), shows: /End the interview\?/ },
  { name: 'keys', events: [asked(), answer, is('listening')], act: (page) => page.keyboard.press('?'), shows: /Use these keys/ },
];
