/** Who reads: the candidate, or somebody whom the candidate has let in. */
import type { Note } from '@greenroom/contracts';
import type { RequestEvent } from '@sveltejs/kit';
import { callApi } from '#lib/server/api.ts';
import type { ShownNote } from '../moments.ts';

/** @returns undefined to the candidate */
export async function nameOfCandidate(event: RequestEvent, candidateId: string, me: string): Promise<string | undefined> {
  if (candidateId === me) return undefined;
  const { received } = await callApi(event, 'listCoachGrants', {});
  return received.find((grant) => grant.candidateId === candidateId)?.candidateName ?? 'the candidate';
}

export function shownNotes(notes: readonly Note[], me: string, candidateId: string): ShownNote[] {
  return notes.map(({ id, at, text, authorId, authorName }) => ({ id, at, text, author: authorId === me ? 'You' : authorName, own: authorId === candidateId }));
}
