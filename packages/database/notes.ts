import { sql } from 'kysely';
import type { Note } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { storableText } from './storable-text.ts';

export type NoteToAdd = Pick<Note, 'interviewId' | 'authorId' | 'at' | 'text'> & Partial<Pick<Note, 'visibility'>>;
export type NoteChange = Partial<Pick<Note, 'at' | 'text' | 'visibility'>>;

/** Private unless it says otherwise. */
export async function addNote(db: Database, { interviewId, authorId, at, text, visibility = 'private' }: NoteToAdd): Promise<Note> {
  const { id } = await db
    .insertInto('notes')
    .values({ interviewId, authorId, atSeconds: at, text: storableText(text), visibility })
    .returning('id')
    .executeTakeFirstOrThrow();
  return asNote(await select(db).where('notes.id', '=', id).executeTakeFirstOrThrow());
}

/** The reader's own and the shared ones, in the order of the moments that they are pinned to. */
export async function listNotes(db: Database, interviewId: string, readerId: string): Promise<Note[]> {
  const rows = await select(db)
    .where('interviewId', '=', interviewId)
    .where((eb) => eb.or([eb('authorId', '=', readerId), eb('visibility', '=', 'shared')]))
    .orderBy('atSeconds')
    .orderBy('notes.id')
    .execute();
  return rows.map(asNote);
}

export async function countNotes(db: Database, interviewId: string, authorId: string): Promise<number> {
  const { count } = await db
    .selectFrom('notes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('interviewId', '=', interviewId)
    .where('authorId', '=', authorId)
    .executeTakeFirstOrThrow();
  return count;
}

type OneNote = Pick<Note, 'id' | 'interviewId' | 'authorId'>;

/** Undefined when the author has no such note here. */
export async function changeNote(db: Database, { id, interviewId, authorId }: OneNote, change: NoteChange): Promise<Note | undefined> {
  const changed = await db
    .updateTable('notes')
    .set({
      ...(change.at === undefined ? {} : { atSeconds: change.at }),
      ...(change.text === undefined ? {} : { text: storableText(change.text) }),
      ...(change.visibility === undefined ? {} : { visibility: change.visibility }),
      updatedAt: sql`now()`,
    })
    .where('id', '=', id)
    .where('interviewId', '=', interviewId)
    .where('authorId', '=', authorId)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return undefined;
  const row = await select(db).where('notes.id', '=', id).executeTakeFirst();
  return row && asNote(row);
}

/** @returns whether the author had such a note here */
export async function removeNote(db: Database, { id, interviewId, authorId }: OneNote): Promise<boolean> {
  const removed = await db.deleteFrom('notes').where('id', '=', id).where('interviewId', '=', interviewId).where('authorId', '=', authorId).executeTakeFirst();
  return removed.numDeletedRows === 1n;
}

function select(db: Database) {
  return db
    .selectFrom('notes')
    .innerJoin('users', 'users.id', 'notes.authorId')
    .select(['notes.id', 'interviewId', 'authorId', 'users.fullName as authorName', 'atSeconds', 'text', 'visibility', 'notes.createdAt', 'notes.updatedAt']);
}

type NoteRow = Omit<Note, 'at' | 'createdAt' | 'updatedAt'> & { atSeconds: number; createdAt: Date; updatedAt: Date };
function asNote({ atSeconds, createdAt, updatedAt, ...row }: NoteRow): Note {
  return { ...row, at: atSeconds, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
