/** Pages of interviews: whose, which, and where in them something was said. */
import { sql, type RawBuilder } from 'kysely';
import type { Found, InterviewStatus, InterviewType, ListedInterview } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { asInterview, selectInterviews } from './interviews.ts';
import { storableText } from './storable-text.ts';

/** The order is newest first; two of the same moment by their ids. */
export interface ListPosition {
  /** Microseconds since 1970, as exact as Postgres keeps them. */
  createdAt: number;
  id: string;
}
export interface InterviewQuery {
  userId: string;
  /** `granted`: those that the user may see as a coach. */
  whose: 'own' | 'granted';
  type?: InterviewType | undefined;
  status?: InterviewStatus | undefined;
  /** Those that practise a question of this interview again. */
  again?: string | undefined;
  /** Planned at this moment or later. */
  from?: Date | undefined;
  /** Planned before this moment. */
  to?: Date | undefined;
  /** As people type it into a search engine. It is looked for in each turn, question and role by itself. */
  words?: string | undefined;
  /** What comes after this one. */
  after?: ListPosition | undefined;
  limit: number;
}

/** What is looked for is stemmed as English; other languages are found by the words as they were said. */
const document = (text: RawBuilder<unknown>) => sql`to_tsvector('english', ${text})`;
const queryOf = (words: string) => sql`websearch_to_tsquery('english', ${storableText(words)})`;

/** @returns one page, and where the next begins (undefined on the last) */
export async function listInterviews(db: Database, query: InterviewQuery): Promise<{ items: ListedInterview[]; next: ListPosition | undefined }> {
  const { userId, whose, type, status, again, from, to, words, after, limit } = query;
  const position = sql<number>`(extract(epoch from interviews.created_at) * 1000000)::bigint`;
  let select = selectInterviews(db)
    .select([position.as('position')])
    .select((eb) => eb.selectFrom('users').select('fullName').whereRef('users.id', '=', 'interviews.userId').as('candidateName'))
    .orderBy('interviews.createdAt', 'desc')
    .orderBy('interviews.id', 'desc')
    .limit(limit + 1);
  const visible = whose === 'own' ? sql`select id from interviews where user_id = ${userId}` : sql`
    select id from interviews as theirs where exists (
      select from coach_grants where coach_id = ${userId} and candidate_id = theirs.user_id and (interview_id is null or interview_id = theirs.id))`;
  select = whose === 'own' ? select.where('interviews.userId', '=', userId) : select.where(sql<boolean>`interviews.id in (${visible})`);
  if (type !== undefined) select = select.where('interviews.type', '=', type);
  if (status !== undefined) select = select.where('interviews.status', '=', status);
  if (again !== undefined) select = select.where('interviews.againInterviewId', '=', again);
  if (from !== undefined) select = select.where('interviews.createdAt', '>=', from);
  if (to !== undefined) select = select.where('interviews.createdAt', '<', to);
  if (after !== undefined) {
    const moment = sql`timestamptz 'epoch' + ${after.createdAt}::bigint * interval '1 microsecond'`;
    select = select.where(sql<boolean>`(interviews.created_at, interviews.id) < (${moment}, ${after.id}::uuid)`);
  }
  if (words !== undefined) {
    select = select.where(sql<boolean>`interviews.id in (
      select interview_id from turns where interview_id in (${visible}) and ${document(sql`text`)} @@ ${queryOf(words)}
      union all select interview_id from interview_questions where interview_id in (${visible}) and ${document(sql`question_text`)} @@ ${queryOf(words)}
      union all select id from interviews where id in (${visible}) and ${document(sql`role`)} @@ ${queryOf(words)})`);
  }
  const rows = await select.execute();
  const page = rows.slice(0, limit);
  const places = words === undefined ? new Map<string, Found>() : await findPlaces(db, page.map(({ id }) => id), words);
  const items = page.map(({ position: _, candidateName, ...row }): ListedInterview => {
    const found = places.get(row.id);
    return { ...asInterview(row), ...(whose === 'granted' && candidateName !== null ? { candidateName } : {}), ...(found === undefined ? {} : { found }) };
  });
  const last = page.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? { createdAt: last.position, id: last.id } : undefined };
}

/** Characters that nobody says or types; what they enclose was looked for. */
const [hitStart, hitEnd] = ['\u0002', '\u0003'];
const headline = `StartSel=${hitStart}, StopSel=${hitEnd}, MaxWords=30, MinWords=15`;

/** The best place in each of these interviews; of equal ones, the candidate's words before the interviewer's, then the first. */
async function findPlaces(db: Database, ids: readonly string[], words: string): Promise<Map<string, Found>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ interviewId: string; place: Found['where']; questionId: string | null; at: number | null; snippet: string }>`
    select interview_id, place, question_id, at, ts_headline('english', text, query, ${headline}) as snippet
    from ${queryOf(words)} as query, lateral (
      select distinct on (interview_id) interview_id, place, question_id, at, text
      from (
        select interview_id, speaker as place, question_id, started_at_seconds as at, text, seq as nth, case speaker when 'candidate' then 1 else 2 end as kind
        from turns where interview_id = any(${ids}::uuid[]) and ${document(sql`text`)} @@ query
        union all
        select interview_id, 'question', question_id, null, question_text, position, 3
        from interview_questions where interview_id = any(${ids}::uuid[]) and ${document(sql`question_text`)} @@ query
        union all
        select id, 'role', null, null, role, 0, 4 from interviews where id = any(${ids}::uuid[]) and ${document(sql`role`)} @@ query
      ) as places
      order by interview_id, ts_rank(${document(sql`text`)}, query) desc, kind, nth
    ) as best`.execute(db);
  return new Map(rows.map(({ interviewId, place, questionId, at, snippet }) => [interviewId, { where: place, questionId, at, snippet: pieces(snippet) }]));
}

function pieces(marked: string): Found['snippet'] {
  const found: Found['snippet'] = [];
  let hit = false;
  for (const part of marked.split(new RegExp(`([${hitStart}${hitEnd}])`))) {
    if (part === hitStart || part === hitEnd) hit = part === hitStart;
    else if (part !== '') found.push({ text: part, hit });
  }
  return found;
}
