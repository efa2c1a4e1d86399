/** A typed interview on its way: orders that wait for their step, and what the interviewer has in mind between two steps. */
import { sql } from 'kysely';
import { InterviewCommand } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { storableJson } from './storable-text.ts';

/** Keeps an order until its step. The same id again changes nothing. */
export async function keepTypedOrder(db: Database, interviewId: string, id: string, command: InterviewCommand): Promise<void> {
  await db.insertInto('typedOrders').values({ interviewId, id, command: storableJson(command) }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Undefined: it was carried out, or never given. */
export async function findTypedOrder(db: Database, interviewId: string, id: string): Promise<InterviewCommand | undefined> {
  const row = await db.selectFrom('typedOrders').select('command').where('interviewId', '=', interviewId).where('id', '=', id).executeTakeFirst();
  return row?.command == null ? undefined : InterviewCommand.parse(row.command);
}

export interface StoredTalk<T> {
  /** How many steps led here. */
  step: number;
  talk: T;
}

/** Undefined before the first step. The type is its writer's word. */
export async function findTypedTalk<T extends object>(db: Database, interviewId: string): Promise<StoredTalk<T> | undefined> {
  const row = await db.selectFrom('typedTalks').select(['step', 'talk']).where('interviewId', '=', interviewId).executeTakeFirst();
  return row && { step: row.step, talk: row.talk as T };
}

/** A step is done: what is in mind afterwards, and its order's content is no longer needed. */
export async function saveTypedTalk<T extends object>(db: Database, interviewId: string, { step, talk }: StoredTalk<T>, orderId: string | null): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const row = { step, talk: storableJson(talk) };
    await transaction.insertInto('typedTalks').values({ interviewId, ...row }).onConflict((conflict) => conflict.column('interviewId').doUpdateSet({ ...row, updatedAt: sql`now()` })).execute();
    if (orderId !== null) await transaction.updateTable('typedOrders').set({ command: null }).where('interviewId', '=', interviewId).where('id', '=', orderId).execute();
  });
}
