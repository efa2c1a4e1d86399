/** One live socket: who it is, what it listens to, and what it says, one message after the other. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { candidatePresence, ClientMessage, closeCodes, type ControlMessage, type Interview, type Viewer } from '@greenroom/contracts';
import { isStillSignedIn } from '@greenroom/database';
import type { WebSocket } from 'ws';
import type { Caller } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import type { Logger } from '../log.ts';
import { asProblem, ProblemError } from '../problems.ts';
import { frameOf } from './frames.ts';
import { MessageRate, socketLimits } from './limits.ts';
import { inMessage, type Origin } from './message-scope.ts';
import { carryOut } from './messages.ts';
import { actionOf, permitted, type InterviewMessage } from './permission.ts';
import { redeemTicket } from './tickets.ts';

interface Subscription {
  interview: Interview;
  viewer: Viewer;
  end(): void;
}
export interface SocketOptions {
  log: Logger;
  origin: Origin;
  /** False: the account has too many. */
  admit(socket: LiveSocket, caller: Caller): boolean;
}

export class LiveSocket {
  caller: Caller | undefined;
  /** Its name among the sockets of all instances. */
  private readonly id = randomUUID();
  private readonly context: Context;
  private readonly ws: WebSocket;
  private readonly options: SocketOptions;
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly rate = new MessageRate(socketLimits.messagesPerSecond, socketLimits.messagesAtOnce);
  private refusals = 0;
  private misunderstandings = 0;
  /** Messages are carried out one after the other. */
  private work: Promise<void> = Promise.resolve();
  private alive = true;
  private cut: NodeJS.Timeout | undefined;
  private nextPingMs = performance.now() + socketLimits.pingEveryMs;
  /** Spread, so that a thousand sockets do not ask at once. */
  private nextLookMs = performance.now() + socketLimits.lookAgainEveryMs * (0.5 + Math.random() / 2);
  private nextPresenceMs = 0;

  constructor(context: Context, ws: WebSocket, options: SocketOptions) {
    this.context = context;
    this.ws = ws;
    this.options = options;
    const deadline = setTimeout(() => this.caller === undefined && this.close('notAuthenticated', 'No ticket came.'), socketLimits.authenticateWithinMs);
    ws.on('close', () => {
      clearTimeout(deadline);
      clearTimeout(this.cut);
      this.unsubscribeAll();
    });
    ws.on('pong', () => (this.alive = true));
    ws.on('message', (data, isBinary) => this.receive(isBinary ? undefined : String(data as Buffer)));
    // What was received wrong closes the socket by itself; that is all there is to do.
    ws.on('error', (error) => options.log.debug({ error }, 'Live socket'));
  }

  /** The ticket of the handshake, before any message. */
  authenticate(ticket: string): void {
    this.next(null, () => this.letIn(ticket));
  }

  close(why: keyof typeof closeCodes, reason: string): void {
    this.ws.close(closeCodes[why], reason);
    // A slow reader gets half a minute to come to the close frame; a stranger and a dead one do not keep a place for so long.
    if (this.caller === undefined || why === 'silent') this.cut ??= setTimeout(() => this.ws.terminate(), socketLimits.farewellMs).unref();
  }

  /** Called every few seconds. */
  tick(nowMs: number): void {
    if (this.ws.readyState !== this.ws.OPEN) return;
    if (nowMs >= this.nextPingMs) {
      this.nextPingMs = nowMs + socketLimits.pingEveryMs;
      if (!this.alive) return this.leaveDead();
      this.alive = false;
      this.ws.ping();
      this.send({ type: 'ping', sentAt: Date.now() });
    }
    if (nowMs >= this.nextLookMs) {
      this.nextLookMs = nowMs + socketLimits.lookAgainEveryMs;
      this.lookAgain();
    }
    if (nowMs >= this.nextPresenceMs) {
      this.nextPresenceMs = nowMs + candidatePresence.everyMs;
      for (const { interview, viewer } of this.subscriptions.values()) this.showPresence(interview, viewer);
    }
  }

  /** May it still? Asked from time to time, and when something tells that an access has ended. */
  lookAgain(): void {
    this.next(null, async () => {
      if (this.caller === undefined) return;
      if (!(await isStillSignedIn(this.context.database, this.caller))) return this.close('sessionEnded', 'Your session has ended. Sign in again.');
      for (const [interviewId, { viewer }] of this.subscriptions) {
        const now = await permitted(this.context, this.caller, interviewId, 'interview:watch').catch((error: unknown) => {
          const { problem } = asProblem(error);
          // Not to be reached now is no reason to end it.
          if (problem.status < 500) this.endSubscription(interviewId, asProblem(error));
          return undefined;
        });
        if (now !== undefined && now.viewer !== viewer) this.endSubscription(interviewId, new ProblemError('not-allowed', 'You see this interview in another way now. Subscribe again.'));
      }
    });
  }

  watches(interviewId: string): boolean {
    return this.subscriptions.has(interviewId);
  }

  private receive(text: string | undefined): void {
    if (!this.rate.take()) {
      this.refusals += 1;
      if (this.refusals > socketLimits.refusalsBeforeClose) return this.close('tooManyMessages', 'Too many messages.');
      return this.fail(idIn(text), new ProblemError('rate-limited', `At most ${socketLimits.messagesPerSecond} messages a second.`));
    }
    const parsed = parse(text);
    if (!(parsed instanceof ProblemError)) return this.next(parsed.id, () => inMessage(this.context, this.options, parsed, (log) => this.answer(parsed, log)));
    this.misunderstandings += 1;
    this.fail(idIn(text), parsed);
    if (this.misunderstandings > socketLimits.misunderstandingsBeforeClose) this.close('notUnderstood', 'None of these messages is in the contract.');
  }

  /** What fails is told, and does not hold up what follows. */
  private next(id: string | null, step: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.ws.readyState !== this.ws.OPEN) return;
      await step().catch((error: unknown) => this.fail(id, asProblem(error)));
    });
  }

  private async answer(message: ClientMessage, log: Logger): Promise<ProblemError | undefined> {
    try {
      await this.carry(message, log);
      return undefined;
    } catch (error) {
      const refusal = asProblem(error);
      this.fail(message.id, refusal, log);
      return refusal;
    }
  }

  private async carry(message: ClientMessage, messageLog: Logger): Promise<void> {
    if (message.type === 'authenticate') {
      if (this.caller !== undefined) throw new ProblemError('invalid-request', 'This socket is authenticated already.');
      await this.letIn(message.ticket);
      if (this.caller !== undefined) this.send({ type: 'ack', id: message.id });
      return;
    }
    const { caller } = this;
    if (caller === undefined) return this.close('notAuthenticated', 'Authenticate first.');
    if (message.type === 'unsubscribe') {
      this.unsubscribe(message.interviewId);
      return this.send({ type: 'ack', id: message.id });
    }
    const { interview, viewer } = await permitted(this.context, caller, message.interviewId, actionOf[message.type]);
    if (message.type === 'subscribe') return this.subscribe(message, interview, viewer);
    const log = messageLog.child({ 'interview.id': interview.id, 'user.id': caller.userId });
    const answer = await carryOut(this.context, { interview, caller, log }, message);
    log.info('Command taken on');
    this.send({ type: 'ack', id: message.id, ...answer });
  }

  private async letIn(ticket: string): Promise<void> {
    const caller = await redeemTicket(this.context, ticket);
    if (caller === undefined) return this.close('notAuthenticated', 'This ticket is wrong, used or too old. Get a new one.');
    if (!(await isStillSignedIn(this.context.database, caller))) return this.close('sessionEnded', 'Your session has ended. Sign in again.');
    if (!this.options.admit(this, caller)) return this.close('tooManySockets', 'Your account has too many sockets open.');
    this.caller = caller;
    this.send({ type: 'ready', pingEverySeconds: socketLimits.pingEveryMs / 1000 });
  }

  private subscribe({ id, interviewId, after }: Extract<InterviewMessage, { type: 'subscribe' }>, interview: Interview, viewer: Viewer): void {
    if (!this.subscriptions.has(interviewId) && this.subscriptions.size >= socketLimits.subscriptions) {
      throw new ProblemError('too-many', `At most ${socketLimits.subscriptions} subscriptions on one socket. End one first.`);
    }
    this.unsubscribe(interviewId);
    this.send({ type: 'subscribed', id, interviewId, viewer });
    const { end } = this.context.events.hub.listen(interviewId, {
      after,
      onEvent: (followed) => {
        const frame = frameOf(followed, interviewId, viewer);
        if (frame !== null) this.write(frame);
      },
      full: () => this.ws.bufferedAmount > socketLimits.waitingBytes,
      ready: () => this.readsOn(),
    });
    this.subscriptions.set(interviewId, { interview, viewer, end });
    this.showPresence(interview, viewer, 'new');
  }

  private unsubscribe(interviewId: string): void {
    const subscription = this.subscriptions.get(interviewId);
    if (subscription === undefined) return;
    subscription.end();
    this.subscriptions.delete(interviewId);
    if (subscription.viewer === 'coach') this.showListening(interviewId, (userId, { listening }) => listening.leaves(interviewId, userId, this.id));
  }

  private endSubscription(interviewId: string, { problem }: ProblemError): void {
    this.unsubscribe(interviewId);
    this.send({ type: 'unsubscribed', interviewId, problem });
  }

  /** A candidate who has a typed interview open is not reminded of it; that a coach follows is shown to the candidate. */
  private showPresence(interview: Interview, viewer: Viewer, since: 'new' | 'before' = 'before'): void {
    if (viewer === 'coach') {
      const follows = (userId: string, { listening }: Context['events']) => listening.follows(interview.id, userId, this.id);
      // One that was forgotten while Redis was away is seen with the next look at the interview.
      return since === 'new' ? this.showListening(interview.id, follows) : this.keepListening(follows);
    }
    if (interview.mode !== 'typed') return;
    this.context.events.candidateIsHere(interview.id).catch((error: unknown) => this.options.log.warn({ error }, 'The candidate’s presence is not shown'));
  }

  private showListening(interviewId: string, show: (userId: string, events: Context['events']) => Promise<void>): void {
    const { caller, context, options } = this;
    if (caller === undefined) return;
    show(caller.userId, context.events)
      .catch((error: unknown) => options.log.warn({ error }, 'That a coach comes or goes is not shown yet'))
      .finally(() => void context.listeners.changed(interviewId));
  }

  private keepListening(show: (userId: string, events: Context['events']) => Promise<void>): void {
    if (this.caller === undefined) return;
    show(this.caller.userId, this.context.events).catch((error: unknown) => this.options.log.warn({ error }, 'That a coach follows is not shown'));
  }

  /** What a slow reader misses stays in the stream; only what is on its way to it is kept here. */
  private async readsOn(): Promise<void> {
    const until = performance.now() + socketLimits.slowPatienceMs;
    while (this.ws.readyState === this.ws.OPEN && this.ws.bufferedAmount > socketLimits.waitingBytes / 4) {
      if (performance.now() > until) return this.tooSlow();
      await pause(20);
    }
  }

  private fail(id: string | null, error: ProblemError, log = this.options.log): void {
    if (error.problem.status >= 500) log.error({ error: error.cause ?? error }, error.problem.title);
    this.send({ type: 'error', id, problem: error.problem });
  }

  private send(message: ControlMessage): void {
    this.write(Buffer.from(JSON.stringify(message)));
  }

  private write(frame: Buffer): void {
    if (this.ws.readyState !== this.ws.OPEN) return;
    this.ws.send(frame, { binary: false });
    // Answers and pings, too, are read by nobody.
    if (this.ws.bufferedAmount > socketLimits.waitingBytes * 4) this.tooSlow();
  }

  /** Whoever still reads is told why; mostly nobody does, and the connection is cut off. */
  private leaveDead(): void {
    this.unsubscribeAll();
    this.close('silent', 'You answered no ping. Come back with the last eventId.');
  }

  private unsubscribeAll(): void {
    for (const id of [...this.subscriptions.keys()]) this.unsubscribe(id);
  }

  private tooSlow(): void {
    this.unsubscribeAll();
    this.close('tooSlow', 'You read too slowly. Come back with the last eventId.');
  }
}

function parse(text: string | undefined): ClientMessage | ProblemError {
  if (text === undefined) return new ProblemError('invalid-request', 'Send text, not bytes.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new ProblemError('invalid-request', 'This is no JSON.');
  }
  const parsed = ClientMessage.safeParse(value);
  if (parsed.success) return parsed.data;
  return new ProblemError('invalid-request', 'This is no message of the contract.', { errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) });
}

/** The id of a message that is otherwise broken, so that its sender can tell which one. */
function idIn(text: string | undefined): string | null {
  try {
    const { id } = JSON.parse(text ?? '') as { id?: unknown };
    return typeof id === 'string' && id.length <= 64 ? id : null;
  } catch {
    return null;
  }
}
