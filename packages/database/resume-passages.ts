/** Passages of résumés and what comes nearest to a requirement: by a model's vectors, or by shared words. */
import { sql } from 'kysely';
import type { Database } from './connect.ts';
import { storableText } from './storable-text.ts';

export interface Passage {
  /** Characters of the résumé's text. */
  start: number;
  end: number;
  text: string;
}
export interface Nearest {
  start: number;
  end: number;
  /** 0–1. */
  nearness: number;
}
export interface Comparison {
  resumeId: string;
  passages: readonly Passage[];
  requirements: readonly string[];
  /** Made by one model for all of them, in their order; undefined: words are compared. */
  vectors: { model: string; passages: readonly (readonly number[])[]; requirements: readonly (readonly number[])[] } | undefined;
}

/** pgvector's text form. */
const asVector = (numbers: readonly number[]) => sql<string>`${`[${numbers.join(',')}]`}::vector`;

/**
 * Stores the passages in place of earlier ones and gives, for each requirement, the passage that comes nearest: by cosine of
 * the vectors, or by the share of the requirement's words (stemmed, without stop words) that it holds. Undefined where none does.
 */
export async function nearestPassages(db: Database, { resumeId, passages, requirements, vectors }: Comparison): Promise<(Nearest | undefined)[]> {
  return db.transaction().execute(async (transaction) => {
    // Two analyses of one résumé wait for each other: each compares with its own passages.
    const resume = await transaction.selectFrom('resumes').select('id').where('id', '=', resumeId).forUpdate().executeTakeFirst();
    if (resume === undefined) return requirements.map(() => undefined);
    await transaction.deleteFrom('resumePassages').where('resumeId', '=', resumeId).execute();
    if (passages.length === 0) return requirements.map(() => undefined);
    const rows = passages.map(({ start, end, text }, position) => ({
      resumeId,
      position,
      startCharacter: start,
      endCharacter: end,
      search: sql<string>`to_tsvector('english', ${storableText(text)})`,
      embedding: vectors === undefined ? null : asVector(vectors.passages[position] ?? []),
      embeddingModel: vectors?.model ?? null,
    }));
    await transaction.insertInto('resumePassages').values(rows).execute();
    // The résumé as a whole: the mean of its passages.
    await sql`
      update resumes set (embedding, embedding_model) = (select avg(embedding), max(embedding_model) from resume_passages where resume_id = ${resumeId} and embedding is not null)
      where id = ${resumeId}`.execute(transaction);

    const found: (Nearest | undefined)[] = [];
    for (const [index, requirement] of requirements.entries()) {
      const query = vectors === undefined ? byWords(resumeId, requirement) : byMeaning(resumeId, vectors.model, vectors.requirements[index] ?? []);
      found.push((await query.execute(transaction)).rows[0]);
    }
    return found;
  });
}

function byMeaning(resumeId: string, model: string, requirement: readonly number[]) {
  const wanted = asVector(requirement);
  return sql<Nearest>`
    select start_character as start, end_character as "end", greatest(0, least(1, 1 - (embedding <=> ${wanted}))) as nearness
    from resume_passages where resume_id = ${resumeId} and embedding_model = ${model}
    order by embedding <=> ${wanted}, position limit 1`;
}

function byWords(resumeId: string, requirement: string) {
  return sql<Nearest>`
    with wanted as (select lexeme from unnest(to_tsvector('english', ${storableText(requirement)})))
    select start_character as start, end_character as "end", count(*)::double precision / (select count(*) from wanted) as nearness
    from resume_passages, unnest(search) as has join wanted on wanted.lexeme = has.lexeme
    where resume_id = ${resumeId}
    group by position, start_character, end_character
    order by count(*) desc, position limit 1`;
}
