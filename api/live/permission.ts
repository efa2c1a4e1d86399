/** The permission table, for the socket: asked for every subscription and again for every command. */
import { may, type Action, type ClientMessage, type Interview, type Viewer } from '@greenroom/contracts';
import type { Caller } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { ProblemError } from '../problems.ts';
import { relationToInterview } from '../relation.ts';

export type InterviewMessage = Exclude<ClientMessage, { type: 'authenticate' | 'unsubscribe' }>;

export const actionOf = {
  subscribe: 'interview:watch',
  'interview:start': 'interview:hold',
  'interview:answer': 'interview:hold',
  'interview:pause': 'interview:hold',
  'interview:resume': 'interview:hold',
  'interview:repeat': 'interview:hold',
  'interview:think': 'interview:hold',
  'interview:skip': 'interview:hold',
  'interview:complete': 'interview:hold',
  'coach:ask_next': 'interview:steer',
  'coach:follow_up': 'interview:steer',
  'coach:skip': 'interview:steer',
  'coach:extend': 'interview:steer',
  'coach:thinking_time': 'interview:steer',
  'coach:whisper': 'interview:steer',
  'coach:take_over': 'interview:steer',
  'coach:say': 'interview:steer',
  'coach:hand_back': 'interview:steer',
  'coach:note': 'note:write',
} as const satisfies Record<InterviewMessage['type'], Action>;

/** @throws ProblemError; what one may not even know of looks as if it did not exist */
export async function permitted(context: Context, caller: Caller, interviewId: string, action: Action): Promise<{ interview: Interview; viewer: Viewer }> {
  const found = await relationToInterview(context, caller, interviewId);
  if (found === undefined || found.relation === 'foreign') throw new ProblemError('not-found', 'There is no interview with this id that you may see.');
  if (!may(caller.role, found.relation, action)) throw new ProblemError('not-allowed', 'Your role does not let you do this.');
  return { interview: found.interview, viewer: found.relation === 'own' ? 'candidate' : 'coach' };
}
