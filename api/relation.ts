/** How a caller stands to the thing that a request is about, as the permission table needs it. */
import type { Interview, Relation } from '@greenroom/contracts';
import { findInterview, isGranted } from '@greenroom/database';
import type { Caller } from './auth/tokens.ts';
import type { Context } from './context.ts';

/** Undefined when there is no such interview. */
export async function relationToInterview({ database }: Context, caller: Caller, interviewId: string): Promise<{ interview: Interview; relation: Relation } | undefined> {
  const interview = await findInterview(database, interviewId);
  if (interview === undefined) return undefined;
  if (interview.userId === caller.userId) return { interview, relation: 'own' };
  return { interview, relation: (await isGranted(database, caller.userId, interviewId)) ? 'granted' : 'foreign' };
}
