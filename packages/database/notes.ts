import type { Database } from './connect.ts';
import { storableText } from './storable-text.ts';

/** A coach's note, pinned to a moment. */
export interface Note {
  id: string;
  interviewId: string;
  authorId: string;
  /** Seconds on the interview's clock. */
  at: number;
  text: string;
  createdAt: string;
}
export type NewNote = Pick<Note, 'interviewId' | 'authorId' | 'at' | 'text'>;

export async function addNote(db: Database, note: NewNote): Promise<Note> {
  const { interviewId, authorId } = note;
  const row = await db
    .insertInto('notes')
    .values({ interviewId, authorId, atSeconds: note.at, text: storableText(note.text) })
    .returningAll()
    .executeTakeFirstOrThrow();
  return asNote(row);
}

/** In the order of the moments that they are pinned to. */
export async function listNotes(db: Database, interviewId: string): Promise<Note[]> {
  const rows = await db.selectFrom('notes').selectAll().where('interviewId', '=', interviewId).orderBy('atSeconds').orderBy('createdAt').execute();
  return rows.map(asNote);
}

function asNote({ atSeconds, createdAt, ...row }: Omit<Note, 'at' | 'createdAt'> & { atSeconds: number; createdAt: Date }): Note {
  return { ...row, at: atSeconds, createdAt: createdAt.toISOString() };
}
