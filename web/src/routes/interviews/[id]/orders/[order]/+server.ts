/** What the candidate asks of the interviewer with a button. The same `Idempotency-Key` again asks it once. */
import { operations } from '@greenroom/contracts';
import { error } from '@sveltejs/kit';
import { answerJson } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

const bare = { pause: 'pauseInterview', resume: 'resumeInterview', repeat: 'repeatQuestion', think: 'thinkLonger' } as const;

export const POST: RequestHandler = async (event) => {
  const { id, order } = event.params;
  const idempotencyKey = event.request.headers.get('idempotency-key') ?? crypto.randomUUID();
  if (order === 'skip') {
    const body = operations.skipQuestion.body.safeParse(await event.request.json().catch(() => ({})));
    if (!body.success) error(400, 'Say which question is skipped by its id, or leave it out.');
    return answerJson(event, 'skipQuestion', { params: { id }, body: body.data, idempotencyKey });
  }
  if (!Object.hasOwn(bare, order)) error(404, 'The interviewer knows no such order.');
  return answerJson(event, bare[order as keyof typeof bare], { params: { id }, idempotencyKey });
};
