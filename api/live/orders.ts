/** A command that was allowed goes where it is carried out: to the interviewer in the room, or to the workflow of a typed interview. */
import { randomUUID } from 'node:crypto';
import type { Interview, InterviewCommand, SentCommand } from '@greenroom/contracts';
import { keepTypedOrder } from '@greenroom/database';
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
      await leadingTyped(context, interview);
      return toWorkflow(context, interview, sent);
    case 'whisper': {
      const { text, from } = command;
      // The candidate's page in the room hears through the interviewer, who does not read it. It comes first: the interviewer
      // knows by its id what it showed already, so that a second attempt shows neither twice.
      if (!typed) await events.commands.send(interview.id, sent);
      await events.publish(interview.id, { type: 'whisper', at: (atMs - Date.parse(interview.startedAt)) / 1000, text, from });
      return;
    }
    case 'pause':
    case 'resume':
      await toWorkflow(context, interview, sent);
      if (!typed) await events.commands.send(interview.id, sent);
      return;
    case 'take_over':
    case 'hand_back':
      await (typed ? toWorkflow(context, interview, sent) : events.commands.send(interview.id, sent));
      await events.listening.setLeader(interview.id, command.type === 'take_over' ? userId : null).catch((error: unknown) => context.log.warn({ error }, 'Who leads is not shown'));
      void context.listeners.changed(interview.id);
      return;
    default:
      if (typed) return toWorkflow(context, interview, sent);
      await events.commands.send(interview.id, sent);
  }
}

/** After a coach who led has gone: the interviewer leads again, as if that coach had handed back. */
export async function handBackFor(context: Context, interview: Interview, coachId: string): Promise<void> {
  await giveOrder(context, { interview, caller: { userId: coachId, role: 'coach' }, id: `away-${randomUUID()}`, command: { type: 'hand_back' } });
  const at = interview.startedAt === null ? 0 : (Date.now() - Date.parse(interview.startedAt)) / 1000;
  await context.events.publish(interview.id, { type: 'notice', at, level: 'info', text: 'The coach who led has lost the connection. The interviewer goes on.' });
}

async function toWorkflow({ database, workflows }: Context, interview: Interview, { id, command, by }: SentCommand): Promise<void> {
  if (interview.mode === 'typed') await keepTypedOrder(database, interview.id, id, command);
  // A start that failed half-way has no workflow yet; a conversation that has just ended has none that listens.
  if (!(await workflows.order(interview.id, { id, type: command.type, byCandidate: by.userId === interview.userId }))) throw new ProblemError('interview-not-started', 'Nothing watches over this interview. Start it again; when it has just ended, its report is being made.');
}

async function leadingTyped({ log, workflows }: Context, interview: Interview): Promise<void> {
  if (interview.mode !== 'typed') throw new ProblemError('only-typed', 'In a spoken interview a coach who leads speaks in the room.');
  const progress = await workflows.progress(interview.id, (error) => log.warn({ error }, 'It is not known whether a coach leads'));
  if (progress?.coachLeads !== true) throw new ProblemError('not-leading', 'Take over first (coach:take_over), then speak for yourself.');
}
