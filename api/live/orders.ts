/** A command that was allowed goes where it is carried out: to the interviewer in the room, or to the workflow of a typed interview. */
import { randomUUID } from 'node:crypto';
import type { Interview, InterviewCommand, SentCommand } from '@greenroom/contracts';
import { keepTypedOrder, namesOf } from '@greenroom/database';
import type { Caller } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { interviewOver } from '../interview-start.ts';
import { ProblemError } from '../problems.ts';

export interface Order {
  /** Checked against the permission table by whoever calls. */
  interview: Interview;
  caller: Caller;
  /** The caller's own number of it: the same twice is carried out once. */
  id: string;
  command: InterviewCommand;
}

/** @throws ProblemError when the interview cannot take it now; EventsUnavailableError, PartUnavailableError */
export async function giveOrder(context: Context, { interview, caller, id, command }: Order): Promise<void> {
  const { events } = context;
  if (interview.startedAt === null) throw new ProblemError('interview-not-started', 'Start it with POST …/start, or interview:start.');
  if (interview.status !== 'in_progress') throw interviewOver(interview);
  const atMs = Date.now();
  const { userId, role } = caller;
  const sent: SentCommand = { id: `${userId}:${id}`, atMs, by: { userId, role }, command };
  const typed = interview.mode === 'typed';

  switch (command.type) {
    case 'say':
      await leadingTyped(context, interview, userId);
      return toWorkflow(context, interview, sent);
    case 'whisper': {
      const { text, from } = command;
      // The candidate's page in the room hears through the interviewer, who does not read it. It comes first: the interviewer
      // knows by its id what it showed already, so that a second attempt shows neither twice. In a typed interview nobody
      // follows these orders; they are kept, for a page that was away.
      await events.commands.send(interview.id, sent);
      await events.publish(interview.id, { type: 'whisper', at: (atMs - Date.parse(interview.startedAt)) / 1000, text, from });
      return;
    }
    case 'thinking_time':
      await (typed ? toWorkflow(context, interview, sent) : events.commands.send(interview.id, sent));
      // Desks that are open now, or later, show it.
      await events.publish(interview.id, { type: 'thinking_time', at: (atMs - Date.parse(interview.startedAt)) / 1000, value: command.value });
      return;
    case 'pause':
    case 'resume':
      await toWorkflow(context, interview, sent);
      if (!typed) await events.commands.send(interview.id, sent);
      return;
    case 'take_over':
      await takeOver(context, interview, sent);
      void context.listeners.changed(interview.id);
      return;
    case 'hand_back':
      await handBack(context, interview, sent);
      void context.listeners.changed(interview.id);
      return;
    default:
      if (typed) return toWorkflow(context, interview, sent);
      await events.commands.send(interview.id, sent);
  }
}

/**
 * Who leads is decided here alone, in Redis, before the order goes out: the first who takes over, until that coach hands back.
 * Whoever carries orders out (the interviewer, the recorder) follows the same rule, `leaderAfter`.
 */
async function takeOver(context: Context, interview: Interview, sent: SentCommand): Promise<void> {
  const { listening } = context.events;
  const { leader, isNew } = await listening.claimLead(interview.id, sent.by.userId);
  if (leader !== sent.by.userId) throw new ProblemError('already-led', `${await nameOf(context, leader)} leads this interview. Take over when it has been handed back.`);
  try {
    await leadOrder(context, interview, sent);
  } catch (error) {
    // Nobody was told: as if nothing had been ordered.
    if (isNew) await listening.releaseLead(interview.id, leader).catch((cause: unknown) => context.log.warn({ error: cause }, 'A coach whose order to lead failed is shown as leading'));
    throw error;
  }
}

async function handBack(context: Context, interview: Interview, sent: SentCommand): Promise<void> {
  const { events, log, rooms } = context;
  const { userId } = sent.by;
  const leader = await events.listening.leader(interview.id);
  if (leader !== null && leader !== userId) throw new ProblemError('not-leading', `${await nameOf(context, leader)} leads this interview: only that coach hands it back.`);
  await leadOrder(context, interview, sent);
  // Afterwards: whoever takes over next comes after it on the stream, too.
  await events.listening.releaseLead(interview.id, userId);
  // An open microphone would be heard on, also when the coach's page is not there to close it.
  if (interview.mode === 'spoken') await rooms.muteCoach(interview.id, userId).catch((error: unknown) => log.warn({ error, 'interview.id': interview.id }, 'The microphone of a coach who has handed back may still be open'));
}

const leadOrder = (context: Context, interview: Interview, sent: SentCommand): Promise<unknown> =>
  interview.mode === 'typed' ? toWorkflow(context, interview, sent) : context.events.commands.send(interview.id, sent);

const nameOf = async ({ database }: Context, userId: string): Promise<string> => (await namesOf(database, [userId]))[0]?.fullName ?? 'Another coach';

/**
 * After a coach who led has gone, or may not lead any more: the interviewer leads again, as if that coach had handed back.
 * Nothing happens when somebody else leads by now.
 */
export async function handBackFor(context: Context, interview: Interview, coachId: string, why = 'has lost the connection'): Promise<void> {
  if ((await context.events.listening.leader(interview.id)) !== coachId) return;
  await giveOrder(context, { interview, caller: { userId: coachId, role: 'coach' }, id: `away-${randomUUID()}`, command: { type: 'hand_back' } });
  const at = interview.startedAt === null ? 0 : (Date.now() - Date.parse(interview.startedAt)) / 1000;
  await context.events.publish(interview.id, { type: 'notice', at, level: 'info', text: `The coach who led ${why}. The interviewer goes on.` });
}

async function toWorkflow({ database, workflows }: Context, interview: Interview, { id, command, by }: SentCommand): Promise<void> {
  if (interview.mode === 'typed') await keepTypedOrder(database, interview.id, id, command);
  // A start that failed half-way has no workflow yet; a conversation that has just ended has none that listens.
  const notice = { id, type: command.type, byCandidate: by.userId === interview.userId, ...(command.type === 'thinking_time' ? { thinkingTime: command.value } : {}) };
  if (!(await workflows.order(interview.id, notice))) throw new ProblemError('interview-not-started', 'Nothing watches over this interview. Start it again; when it has just ended, its report is being made.');
}

async function leadingTyped({ events, log, workflows }: Context, interview: Interview, userId: string): Promise<void> {
  if (interview.mode !== 'typed') throw new ProblemError('only-typed', 'In a spoken interview a coach who leads speaks in the room.');
  const progress = await workflows.progress(interview.id, (error) => log.warn({ error }, 'It is not known whether a coach leads'));
  const leader = await events.listening.leader(interview.id);
  if (progress?.coachLeads !== true || (leader !== null && leader !== userId)) throw new ProblemError('not-leading', 'Take over first (coach:take_over), then speak for yourself.');
}
