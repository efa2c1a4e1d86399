/** A typed interview as this page knows it: what the server wrote into the page, and every event of the live socket since. */
import { LiveSocket, newId, type Order } from '#lib/live/live-socket.ts';
import { problemText } from '#lib/live/live-problem.ts';
import { WatchedState } from '#lib/live/live-state.svelte.ts';
import { keep, recall, recallOr } from '#lib/remembered.ts';
import type { LiveEvent } from '@greenroom/contracts';
import { follow, putAway, type Conversation } from '../live-room/conversation.ts';
import { Skipped } from '../skipped.svelte.ts';
import { stillOnTheWay, withTurn, type TalkLine } from './talk-lines.ts';

export interface TalkStart {
  interviewId: string;
  liveUrl: string;
  lines: readonly TalkLine[];
  soFar: Conversation;
  clockNow: number;
}

type Ask = 'pause' | 'resume' | 'repeat' | 'skip';
const taken: Record<Ask, string> = { pause: '', resume: '', repeat: 'The question comes once more in a moment.', skip: 'On to the next question in a moment.' };

export class Talk {
  lines = $state.raw<readonly TalkLine[]>([]);
  conversation = $state.raw<Conversation>() as Conversation;
  /** Sent, and in no turn yet. */
  onTheWay = $state.raw<readonly string[]>([]);
  draft = $state('');
  sending = $state(false);
  /** An order on its way. */
  asking = $state<Ask>();
  readonly #skipped = new Skipped();
  /** What became of the last thing that was ordered. */
  said = $state.raw<{ text: string; problem: boolean }>();
  /** It cannot be followed any more, and why. */
  ended = $state('');
  /** The talk is over and the report is being made. */
  over = $state(false);
  readonly connection = new WatchedState();

  readonly #start: TalkStart;
  #socket: LiveSocket | undefined;
  #ahead = 0;
  /** The same draft is the same answer, however often it is sent. */
  #draftId = newId();
  /** Cards that were read and put away: the stream tells them again after a reload. */
  #putAway: readonly string[] = [];

  constructor(start: TalkStart) {
    this.#start = start;
    this.lines = start.lines;
    this.conversation = start.soFar;
  }

  /** In the browser. @returns an end to it */
  open(): () => void {
    const { interviewId, liveUrl, clockNow } = this.#start;
    this.#ahead = clockNow - performance.now() / 1000;
    if (this.draft === '') {
      this.draft = recallOr('this-window', this.#key('draft'), '');
      // It may have been sent already, and the answer lost with the page.
      if (this.draft !== '') this.#draftId = recallOr('this-window', this.#key('draft-id'), this.#draftId);
    }
    this.#putAway = (recall('this-window', this.#key('put-away')) as string[] | undefined) ?? [];
    const socket = (this.#socket = new LiveSocket(liveUrl));
    const unwatch = this.connection.follow(socket);
    // From the beginning: what the page holds already takes its own place, and cards and pauses stand in no transcript.
    socket.subscribe(interviewId, { after: '0', onEvent: (event) => this.#receive(event), onEnd: (problem) => (this.ended = problem.detail ?? problem.title) });
    return () => {
      unwatch();
      socket.close();
    };
  }

  /** Seconds on the interview's clock, now. */
  clock(): number {
    return performance.now() / 1000 + this.#ahead;
  }

  retry(): void {
    this.#socket?.retry();
  }

  write(text: string): void {
    if (text !== this.draft) this.#draftId = newId();
    this.draft = text;
    keep('this-window', this.#key('draft'), text || undefined);
    keep('this-window', this.#key('draft-id'), text === '' ? undefined : this.#draftId);
  }

  async send(): Promise<void> {
    const text = this.draft.trim();
    if (text === '' || this.sending) return;
    this.sending = true;
    this.onTheWay = [...this.onTheWay, text];
    const problem = await this.#order({ type: 'interview:answer', id: this.#draftId, interviewId: this.#start.interviewId, text });
    this.sending = false;
    // What was written on meanwhile is the next answer.
    if (problem !== undefined) this.onTheWay = this.onTheWay.filter((each) => each !== text);
    else if (this.draft.trim() === text) this.write('');
    this.said = problem === undefined ? undefined : { text: `${problem} Your answer is still here.`, problem: true };
  }

  /** The open question is being left. */
  get skipping(): boolean {
    return this.#skipped.holds(this.conversation.asked?.questionId);
  }

  async ask(what: Ask): Promise<void> {
    if (this.asking !== undefined || (what === 'skip' && this.skipping)) return;
    this.asking = what;
    const { interviewId } = this.#start;
    const questionId = this.conversation.asked?.questionId;
    if (what === 'skip') this.#skipped.take(questionId);
    const problem = await this.#order(what === 'skip' ? { type: 'interview:skip', interviewId, ...(questionId === undefined ? {} : { questionId }) } : { type: `interview:${what}`, interviewId });
    this.asking = undefined;
    if (what === 'skip' && problem !== undefined) this.#skipped.drop();
    this.said = { text: problem ?? taken[what], problem: problem !== undefined };
  }

  putAway(id: string): void {
    this.#putAway = [...this.#putAway, id];
    keep('this-window', this.#key('put-away'), this.#putAway);
    this.conversation = putAway(this.conversation, id);
  }

  async #order(order: Order): Promise<string | undefined> {
    try {
      await this.#socket?.order(order);
      return undefined;
    } catch (error) {
      return problemText(error);
    }
  }

  #receive(event: LiveEvent): void {
    this.#ahead = Math.max(this.#ahead, event.at - performance.now() / 1000);
    if (event.type === 'turn') {
      this.onTheWay = stillOnTheWay(this.onTheWay, event);
      this.lines = withTurn(this.lines, event);
      // What an order has brought is there to be read.
      if (event.turn.speaker !== 'candidate' && this.said?.problem === false) this.said = undefined;
    }
    if (event.type === 'report:progress') this.over = true;
    const next = follow(this.conversation, event);
    this.conversation = { ...next, whispers: next.whispers.filter(({ id }) => !this.#putAway.includes(id)) };
    if (next.over) this.over = true;
  }

  #key(what: string): string {
    return `${what}.${this.#start.interviewId}`;
  }
}
