import { NewNote } from '@greenroom/contracts';
import { json } from '@sveltejs/kit';
import { answerJson } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

/** A note at its moment. The same `Idempotency-Key` again pins nothing twice. */
export const POST: RequestHandler = async (event) => {
  const note = NewNote.safeParse(await event.request.json().catch(() => undefined));
  if (!note.success) return json({ type: 'about:blank', title: 'This is no note', detail: 'Write between 1 and 4,000 characters.', status: 400, retryable: false }, { status: 400 });
  const idempotencyKey = event.request.headers.get('idempotency-key');
  return answerJson(event, 'addNote', { params: event.params, body: note.data, ...(idempotencyKey === null ? {} : { idempotencyKey }) });
};
