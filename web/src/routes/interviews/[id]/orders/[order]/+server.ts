/** What the candidate asks of the interviewer with a button. The same `Idempotency-Key` again asks it once. */
import { error } from '@sveltejs/kit';
import { answerJson } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

const operations = { pause: 'pauseInterview', resume: 'resumeInterview', repeat: 'repeatQuestion', think: 'thinkLonger', skip: 'skipQuestion' } as const;

export const POST: RequestHandler = (event) => {
  const { id, order } = event.params;
  if (!Object.hasOwn(operations, order)) error(404, 'The interviewer knows no such order.');
  const idempotencyKey = event.request.headers.get('idempotency-key') ?? crypto.randomUUID();
  return answerJson(event, operations[order as keyof typeof operations], { params: { id }, idempotencyKey });
};
