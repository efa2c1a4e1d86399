import { sql } from 'kysely';
import type { Mark, Measures, Turn, Word } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { storableJson, storableText } from './storable-text.ts';

/**
 * Stores a turn with its words, marks and measures, all or nothing. Storing the same `(interviewId, seq)` again replaces
 * it, so that it may be repeated after a lost answer, and a turn that is being spoken may be stored as it grows.
 */
export async function saveTurn(db: Database, turn: Turn): Promise<void> {
  const { interviewId, seq } = turn;
  const row = {
    interviewId,
    seq,
    speaker: turn.speaker,
    kind: turn.kind,
    questionId: turn.questionId,
    text: storableText(turn.text),
    startedAtSeconds: turn.startedAt,
    endedAtSeconds: turn.endedAt,
    responseDelayMs: turn.responseDelayMs,
    typed: turn.typed,
    interrupted: turn.interrupted,
    endOfTurn: turn.endOfTurn === undefined ? null : storableJson(turn.endOfTurn),
  };
  await db.transaction().execute(async (transaction) => {
    // The row's lock makes two savings of one turn follow each other.
    await transaction.insertInto('turns').values(row).onConflict((conflict) => conflict.columns(['interviewId', 'seq']).doUpdateSet(row)).execute();
    for (const table of ['words', 'marks', 'measures'] as const) {
      await transaction.deleteFrom(table).where('interviewId', '=', interviewId).where('seq', '=', seq).execute();
    }
    // As one JSON parameter: a long answer has more values than a statement takes parameters.
    if (turn.words.length > 0) {
      await sql`
        insert into words (interview_id, seq, position, text, start_seconds, end_seconds, estimated)
        select ${interviewId}, ${seq}::integer, position - 1, word ->> 'text', (word ->> 'start')::double precision, (word ->> 'end')::double precision, (word ->> 'estimated')::boolean
        from jsonb_array_elements(${storableJson(turn.words)}::jsonb) with ordinality as given (word, position)`.execute(transaction);
    }
    if (turn.marks.length > 0) {
      await sql`
        insert into marks (interview_id, seq, position, kind, text, start_character, end_character, word_index, scored, seconds)
        select ${interviewId}, ${seq}::integer, position - 1, mark ->> 'kind', mark ->> 'text', (mark ->> 'start')::integer, (mark ->> 'end')::integer,
          (mark ->> 'wordIndex')::integer, (mark ->> 'scored')::boolean, (mark ->> 'seconds')::double precision
        from jsonb_array_elements(${storableJson(turn.marks)}::jsonb) with ordinality as given (mark, position)`.execute(transaction);
    }
    if (turn.measures !== null) await transaction.insertInto('measures').values({ interviewId, seq, data: storableJson(turn.measures) }).execute();
  });
}

/** All turns so far, in order. One statement, so that no turn is seen half-stored. */
export async function listTurns(db: Database, interviewId: string): Promise<Turn[]> {
  const rows = await db
    .selectFrom('turns')
    .selectAll()
    .select([
      sql<Word[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('text', text, 'start', start_seconds, 'end', end_seconds, 'estimated', estimated) order by position), '[]')
        from words where words.interview_id = turns.interview_id and words.seq = turns.seq)`.as('words'),
      sql<Mark[]>`(
        select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', kind, 'text', text, 'start', start_character, 'end', end_character,
          'wordIndex', word_index, 'scored', scored, 'seconds', seconds)) order by position), '[]')
        from marks where marks.interview_id = turns.interview_id and marks.seq = turns.seq)`.as('marks'),
      sql<Measures | null>`(select data from measures where measures.interview_id = turns.interview_id and measures.seq = turns.seq)`.as('measures'),
    ])
    .where('interviewId', '=', interviewId)
    .orderBy('seq')
    .execute();
  return rows.map(({ createdAt: _, startedAtSeconds, endedAtSeconds, endOfTurn, ...turn }) => ({ ...turn, startedAt: startedAtSeconds, endedAt: endedAtSeconds, ...(endOfTurn === null ? {} : { endOfTurn }) }));
}
