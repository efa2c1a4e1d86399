/** Letters between being written and being delivered. Address and text are forgotten as soon as one has left. */
import { sql } from 'kysely';
import { Mail } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { storableJson } from './storable-text.ts';

export type LetterStatus = 'waiting' | 'sent' | 'refused';

/** Keeps a letter under its key. One that is known is left as it is. @returns the status of the one that counts */
export async function keepLetter(db: Database, mail: Mail, key: string): Promise<LetterStatus> {
  await db
    .insertInto('letters')
    .values({ key, template: mail.template, toEmail: mail.to.toLowerCase(), mail: storableJson(mail) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const { status } = await db.selectFrom('letters').select('status').where('key', '=', key).executeTakeFirstOrThrow();
  return status;
}

/** Undefined when it has left already, was given up, or its account is gone. */
export async function findWaitingLetter(db: Database, key: string): Promise<Mail | undefined> {
  const row = await db.selectFrom('letters').select('mail').where('key', '=', key).where('status', '=', 'waiting').executeTakeFirst();
  return row?.mail == null ? undefined : Mail.parse(row.mail);
}

export async function endLetter(db: Database, key: string, status: 'sent' | 'refused'): Promise<void> {
  await db
    .updateTable('letters')
    .set({ status, mail: null, toEmail: null, endedAt: sql<Date>`now()` })
    .where('key', '=', key)
    .where('status', '=', 'waiting')
    .execute();
}

/** Gives up letters that nobody has been sending for so long: their workflow was lost, or never started. @returns their keys */
export async function giveUpLetters(db: Database, writtenBefore: Date): Promise<string[]> {
  const rows = await db
    .updateTable('letters')
    .set({ status: 'refused', mail: null, toEmail: null, endedAt: sql<Date>`now()` })
    .where('status', '=', 'waiting')
    .where('createdAt', '<', writtenBefore)
    .returning('key')
    .execute();
  return rows.map(({ key }) => key);
}

/** Forgets the keys of letters that ended so long ago; gives their number. */
export async function forgetLetters(db: Database, endedBefore: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('letters').where('endedAt', '<', endedBefore).executeTakeFirst();
  return Number(numDeletedRows);
}
