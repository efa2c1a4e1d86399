/** Who gets which letter: only people who want it, at an address that they have confirmed. */
import { AccountSettings } from '@greenroom/contracts';
import type { Database } from './connect.ts';

export interface LetterReader {
  userId: string;
  email: string;
  fullName: string;
  settings: AccountSettings;
}

/** Undefined when the address is not confirmed, or the account is disabled or gone. */
export async function findLetterReader(db: Database, userId: string): Promise<LetterReader | undefined> {
  const row = await readers(db).where('id', '=', userId).executeTakeFirst();
  return row && asReader(row);
}

/** Who is to be told that this interview's report is there, unless they switched it off. */
export async function findReportReader(db: Database, interviewId: string): Promise<(LetterReader & { interview: string }) | undefined> {
  const row = await db.selectFrom('interviews').select(['userId', 'role']).where('id', '=', interviewId).executeTakeFirst();
  const reader = row && (await findLetterReader(db, row.userId));
  return row && reader?.settings.mail.reportReady === true ? { ...reader, interview: row.role } : undefined;
}

/** Who asked for the weekly letter, by id, from after the one given. */
export async function weeklyLetterReaders(db: Database, after: string | null, limit: number): Promise<LetterReader[]> {
  let query = readers(db).where((eb) => eb(eb.cast<boolean>(eb.fn<string>('jsonb_extract_path_text', ['settings', eb.val('mail'), eb.val('weeklyProgress')]), 'boolean'), '=', true));
  if (after !== null) query = query.where('id', '>', after);
  return (await query.orderBy('id').limit(limit).execute()).map(asReader);
}

const readers = (db: Database) =>
  db.selectFrom('users').select(['id', 'email', 'fullName', 'settings']).where('emailVerifiedAt', 'is not', null).where('disabledAt', 'is', null);

function asReader({ id, settings, ...row }: { id: string; email: string; fullName: string; settings: object }): LetterReader {
  return { userId: id, ...row, settings: AccountSettings.parse(settings) };
}
