/** How a caller stands to the thing that a request is about, as the permission table needs it. */
import type { Interview, Relation } from '@greenroom/contracts';
import { findInterview } from '@greenroom/database';
import type { Caller } from './auth/tokens.ts';
import type { Context } from './context.ts';

/** Undefined when there is no such interview. */
export async function relationToInterview({ database }: Context, caller: Caller, interviewId: string): Promise<{ interview: Interview; relation: Relation } | undefined> {
  const interview = await findInterview(database, interviewId);
  if (interview === undefined) return undefined;
  return { interview, relation: interview.userId === caller.userId ? 'own' : 'foreign' };
}
