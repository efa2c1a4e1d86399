/**
 * What the API has allowed somebody to order of this interviewer, followed on the interview's command stream. A process that
 * takes over finds there what its predecessor had been told: what lasts still holds, what was carried out is not done again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { leaderAfter, type InterviewCommand, type SentCommand, type ThinkingTime, type Turn } from '@greenroom/contracts';
import type { Commands, FollowedCommand } from '@greenroom/events';
import type { Order } from '@greenroom/interviewer';
import type { Logger } from 'pino';

/** What holds when a process begins. */
export interface Standing {
  paused: boolean;
  /** Account of the coach who has taken over; null: the interviewer leads. */
  leader: string | null;
  /** What a coach has set; null: what the candidate has chosen. */
  thinkingTime: ThinkingTime | null;
  /** What a coach wanted asked and nobody has asked yet. */
  toAsk: string[];
  /** Seconds given to the open question. */
  extraSeconds: number;
}
const nothingOrdered: Standing = { paused: false, leader: null, thinkingTime: null, toAsk: [], extraSeconds: 0 };

/** A one-time order that comes later than this is about a moment that has gone. */
const orderLastsMs = 60_000;
const lasting: readonly InterviewCommand['type'][] = ['answer', 'pause', 'resume', 'thinking_time', 'take_over', 'hand_back', 'extend', 'ask_next'];

export const isTooOld = ({ atMs, command }: SentCommand, nowMs: number): boolean => !lasting.includes(command.type) && nowMs - atMs > orderLastsMs;

/** @param zeroMs epoch milliseconds of the interview's clock zero */
export function standingAfter(done: readonly SentCommand[], turns: readonly Turn[], zeroMs: number): Standing {
  const standing: Standing = { ...nothingOrdered, toAsk: [] };
  const spoken = turns.filter(({ speaker }) => speaker === 'interviewer');
  const questionSince = spoken.findLast(({ kind }) => kind === 'question')?.startedAt ?? 0;
  for (const { atMs, by, command } of done) {
    if (command.type === 'pause') standing.paused = true;
    if (command.type === 'resume') standing.paused = false;
    standing.leader = leaderAfter(standing.leader, { by, command });
    if (command.type === 'thinking_time') standing.thinkingTime = command.value;
    if (command.type === 'extend' && (atMs - zeroMs) / 1000 >= questionSince) standing.extraSeconds += command.seconds;
    if (command.type === 'ask_next' && !spoken.some(({ text }) => text.includes(command.text))) standing.toAsk.push(command.text);
  }
  return standing;
}

export interface OrdersOptions {
  commands: Commands;
  interviewId: string;
  log: Logger;
  signal: AbortSignal;
}

/** How long a beginning waits for Redis; afterwards it begins without what was ordered before. */
const patienceMs = 3_000;
const retryMs = 250;

/** What a predecessor has carried out, and where it stopped. */
export async function ordersSoFar({ commands, interviewId, log, signal }: OrdersOptions): Promise<{ done: SentCommand[]; after: string }> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      const after = await commands.done(interviewId);
      const past = after === '0' ? [] : await commands.upTo(interviewId, after);
      return { done: past.map(({ sent }) => sent), after };
    } catch (error) {
      if (performance.now() > until || signal.aborted) {
        log.warn({ err: error }, 'what was ordered before is not known');
        return { done: [], after: '0' };
      }
      await pause(retryMs);
    }
  }
}

/** Carries out what comes, in order, until the signal. The same command twice counts once. */
export async function followOrders({ commands, interviewId, log, signal }: OrdersOptions, { done, after }: { done: readonly SentCommand[]; after: string }, carryOut: (sent: SentCommand) => void): Promise<void> {
  const seen = new Set(done.map(({ id }) => id));
  for await (const { id, sent } of commands.follow(interviewId, { after, signal }) as AsyncIterable<FollowedCommand>) {
    const { command } = sent;
    if (isTooOld(sent, Date.now())) log.info({ command: command.type, by: sent.by.role }, 'an order came too late');
    else if (!seen.has(sent.id)) {
      log.info({ command: command.type, by: sent.by.role }, 'an order');
      carryOut(sent);
    }
    seen.add(sent.id);
    await commands.setDone(interviewId, id).catch((error: unknown) => log.warn({ err: error }, 'that an order was carried out is not written down'));
  }
}

/** What an interviewer can be told to do. */
export interface Orderly {
  typed(text: string): void;
  pause(): void;
  resume(): Promise<void>;
  /** At the next moment at which it speaks. */
  keep(order: Order): void;
  /** Leave the open question now. @param questionId undefined: whichever it is; another than the open one is not left */
  skipThis(by: 'candidate' | 'coach', questionId: string | undefined): void;
  /** The candidate would like to hear the question once more. */
  sayAgain(): void;
  /** The candidate would like more time on this question. */
  giveTime(): void;
  /** How long a silence is waited out, from now on. */
  setThinkingTime(value: ThinkingTime): void;
  /** @param leader account of the coach who interviews from now on */
  takeOver(leader: string): void;
  /** @param leader the coach whose lead it ends */
  handBack(leader: string): Promise<void>;
  /** A coach's card for the room; the interviewer does not read it. */
  show(whisper: { text: string; from: string }): void;
}

/**
 * @param candidateId account of who is interviewed
 * @throws when the step that follows from it fails
 */
export async function carryOut(interviewer: Orderly, { by, command }: Pick<SentCommand, 'by' | 'command'>, candidateId: string): Promise<void> {
  switch (command.type) {
    case 'answer':
      return interviewer.typed(command.text);
    case 'pause':
      return interviewer.pause();
    case 'resume':
      return interviewer.resume();
    case 'ask_next':
    case 'follow_up':
    case 'extend':
      return interviewer.keep(command);
    case 'skip':
      return interviewer.skipThis(by.userId === candidateId ? 'candidate' : 'coach', command.questionId);
    case 'repeat':
      return interviewer.sayAgain();
    case 'think':
      return interviewer.giveTime();
    case 'thinking_time':
      return interviewer.setThinkingTime(command.value);
    case 'take_over':
      return interviewer.takeOver(by.userId);
    case 'hand_back':
      return interviewer.handBack(by.userId);
    case 'whisper':
      return interviewer.show(command);
    case 'say':
      // Only in typed interviews, which have no room; the API refuses it here.
      return;
  }
}
