/** What the candidate does to a running interview. It is taken on; what comes of it shows in the live events and the transcript. */
import { createHash, randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { giveOrder } from '../../live/orders.ts';
import type { Handler } from '../../operation.ts';

/**
 * Whoever is not sure that a request arrived sends it again with the same key. Its answer is kept as everywhere; its hash goes
 * on with the order, so that it counts once even when this process died between ordering and keeping.
 */
function idOf(request: Request): string {
  const key = request.get('idempotency-key');
  return key === undefined ? randomUUID() : createHash('sha256').update(key).digest('base64url');
}

export const answerInterview: Handler<'answerInterview'> = async (context, { interview, caller, body, request }) => {
  await giveOrder(context, { interview, caller, id: idOf(request), command: { type: 'answer', text: body.text } });
  return { status: interview.status };
};

export const pauseInterview: Handler<'pauseInterview'> = async (context, { interview, caller, request }) => {
  await giveOrder(context, { interview, caller, id: idOf(request), command: { type: 'pause' } });
  return { status: interview.status };
};

export const resumeInterview: Handler<'resumeInterview'> = async (context, { interview, caller, request }) => {
  await giveOrder(context, { interview, caller, id: idOf(request), command: { type: 'resume' } });
  return { status: interview.status };
};
