/** Passages of résumés and what comes nearest to a requirement: by a model's vectors, or by shared words. */
import { sql } from 'kysely';
import type { Database } from './connect.ts';
import { storableText } from './storable-text.ts';

export interface ResumePassage {
  /** Characters of the résumé's text. */
  start: number;
  end: number;
  text: string;
  /** Of the model that `replacePassages` is told. */
  embedding?: readonly number[];
}
export interface Nearest {
  start: number;
  end: number;
  /** 0–1. */
  nearness: number;
}

/** pgvector's text form. */
const vector = (numbers: readonly number[]): string => `[${numbers.join(',')}]`;

/** Replaces all of a résumé's passages. @param model who made the vectors; null when there are none */
export async function replacePassages(db: Database, resumeId: string, passages: readonly ResumePassage[], model: string | null): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.selectFrom('resumes').select('id').where('id', '=', resumeId).forUpdate().execute();
    await transaction.deleteFrom('resumePassages').where('resumeId', '=', resumeId).execute();
    if (passages.length === 0) return;
    const rows = passages.map(({ start, end, text, embedding }, position) => ({
      resumeId,
      position,
      startCharacter: start,
      endCharacter: end,
      search: sql<string>`to_tsvector('english', ${storableText(text)})`,
      embedding: embedding === undefined ? null : sql<string>`${vector(embedding)}::vector`,
      embeddingModel: embedding === undefined ? null : model,
    }));
    await transaction.insertInto('resumePassages').values(rows).execute();
    // The résumé as a whole: the mean of its passages.
    await sql`
      update resumes set (embedding, embedding_model) = (
        select avg(embedding), max(embedding_model) from resume_passages where resume_id = ${resumeId} and embedding is not null)
      where id = ${resumeId}`.execute(transaction);
  });
}

/** For each requirement the passage that is nearest in meaning, by cosine; vectors of other models are left out. */
export async function nearestByMeaning(db: Database, resumeId: string, model: string, requirements: readonly (readonly number[])[]): Promise<(Nearest | undefined)[]> {
  const found: (Nearest | undefined)[] = [];
  for (const requirement of requirements) {
    const { rows } = await sql<Nearest>`
      select start_character as start, end_character as "end", greatest(0, least(1, 1 - (embedding <=> ${vector(requirement)}::vector))) as nearness
      from resume_passages where resume_id = ${resumeId} and embedding_model = ${model}
      order by embedding <=> ${vector(requirement)}::vector, position limit 1`.execute(db);
    found.push(rows[0]);
  }
  return found;
}

/** For each requirement the passage that shares most of its words (stemmed, without stop words), as their share. */
export async function nearestByWords(db: Database, resumeId: string, requirements: readonly string[]): Promise<(Nearest | undefined)[]> {
  const found: (Nearest | undefined)[] = [];
  for (const requirement of requirements) {
    const { rows } = await sql<Nearest>`
      with wanted as (select lexeme from unnest(to_tsvector('english', ${storableText(requirement)})))
      select start_character as start, end_character as "end",
        (count(*)::double precision / (select count(*) from wanted)) as nearness
      from resume_passages, unnest(search) as has join wanted on wanted.lexeme = has.lexeme
      where resume_id = ${resumeId}
      group by position, start_character, end_character
      order by count(*) desc, position limit 1`.execute(db);
    found.push(rows[0]);
  }
  return found;
}
