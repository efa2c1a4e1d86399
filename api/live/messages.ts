/** What each message does, once it is read and allowed. */
import type { Interview, InterviewCommand, StartedInterview } from '@greenroom/contracts';
import { findUserById } from '@greenroom/database';
import type { Caller } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { onceOnly } from '../http/idempotency.ts';
import type { Logger } from '../log.ts';
import { alreadySent, type Call } from '../operation.ts';
import { completeInterview } from '../routes/interviews/complete.ts';
import { startInterview } from '../routes/interviews/start.ts';
import { addNote } from '../routes/sharing/notes.ts';
import { giveOrder } from './orders.ts';
import type { InterviewMessage } from './permission.ts';

export interface Told {
  interview: Interview;
  caller: Caller;
  log: Logger;
}
export type CommandMessage = Exclude<InterviewMessage, { type: 'subscribe' }>;

/** Carries it out. @returns what goes into the `ack` */
export async function carryOut(context: Context, told: Told, message: CommandMessage): Promise<{ access?: StartedInterview }> {
  switch (message.type) {
    case 'interview:start': {
      const access = await startInterview(context, told as Call<'startInterview'>);
      return access === alreadySent ? {} : { access };
    }
    case 'interview:complete':
      await completeInterview(context, told as Call<'completeInterview'>);
      return {};
    case 'coach:note': {
      const body: Call<'addNote'>['body'] = { at: message.atSeconds, text: message.text, visibility: 'private' };
      await once(context, told, message, () => addNote(context, { ...told, body } as Call<'addNote'>));
      return {};
    }
    case 'coach:whisper': {
      const from = (await findUserById(context.database, told.caller.userId))?.fullName ?? '';
      await once(context, told, message, () => giveOrder(context, { interview: told.interview, caller: told.caller, id: message.id, command: { type: 'whisper', text: message.text, from } }));
      return {};
    }
    case 'coach:thinking_time':
      await once(context, told, message, () => giveOrder(context, { interview: told.interview, caller: told.caller, id: message.id, command: commandOf(message) }));
      return {};
    default:
      await giveOrder(context, { interview: told.interview, caller: told.caller, id: message.id, command: commandOf(message) });
      return {};
  }
}

/**
 * Other commands are known by their id where they are carried out (the workflow, the interviewer in the room), and starting or
 * ending twice changes nothing. A note and a card are not, and an old thinking time that came again would be shown in place of a newer
 * one: what was done is kept as for a POST with an `Idempotency-Key`.
 */
async function once(context: Context, { interview, caller, log }: Told, { id, ...asked }: CommandMessage, act: () => Promise<unknown>): Promise<void> {
  await onceOnly(context, { key: id, called: 'id', userId: caller.userId, operation: `live ${interview.id}`, asked, log }, async () => {
    await act();
    return { status: 202, text: '', location: undefined };
  });
}

type OrderMessage = Exclude<CommandMessage, { type: 'interview:start' | 'interview:complete' | 'coach:note' | 'coach:whisper' }>;

function commandOf(message: OrderMessage): InterviewCommand {
  switch (message.type) {
    case 'interview:answer':
      return { type: 'answer', text: message.text };
    case 'interview:pause':
      return { type: 'pause' };
    case 'interview:resume':
      return { type: 'resume' };
    case 'interview:repeat':
      return { type: 'repeat' };
    case 'interview:think':
      return { type: 'think' };
    case 'interview:skip':
    case 'coach:skip':
      return { type: 'skip', questionId: message.questionId };
    case 'coach:ask_next':
      return { type: 'ask_next', text: message.text };
    case 'coach:follow_up':
      return { type: 'follow_up' };
    case 'coach:extend':
      return { type: 'extend', seconds: message.seconds };
    case 'coach:thinking_time':
      return { type: 'thinking_time', value: message.value };
    case 'coach:take_over':
      return { type: 'take_over' };
    case 'coach:say':
      return { type: 'say', text: message.text };
    case 'coach:hand_back':
      return { type: 'hand_back' };
  }
}
