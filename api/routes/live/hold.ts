/** What the candidate does to a running interview. It is taken on; what comes of it shows in the live events and the transcript. */
import { createHash, randomUUID } from 'node:crypto';
import type { InterviewCommand, InterviewStatus } from '@greenroom/contracts';
import type { Request } from 'express';
import type { Context } from '../../context.ts';
import { giveOrder } from '../../live/orders.ts';
import type { Call, Handler } from '../../operation.ts';

/**
 * Whoever is not sure that a request arrived sends it again with the same key. Its answer is kept as everywhere; its hash goes
 * on with the order, so that it counts once even when this process died between ordering and keeping.
 */
function idOf(request: Request): string {
  const key = request.get('idempotency-key');
  return key === undefined ? randomUUID() : createHash('sha256').update(key).digest('base64url');
}

type Told = Pick<Call<'pauseInterview'>, 'interview' | 'caller' | 'request'>;

async function order(context: Context, { interview, caller, request }: Told, command: InterviewCommand): Promise<{ status: InterviewStatus }> {
  await giveOrder(context, { interview, caller, id: idOf(request), command });
  return { status: interview.status };
}

export const answerInterview: Handler<'answerInterview'> = (context, call) => order(context, call, { type: 'answer', text: call.body.text });
export const pauseInterview: Handler<'pauseInterview'> = (context, call) => order(context, call, { type: 'pause' });
export const resumeInterview: Handler<'resumeInterview'> = (context, call) => order(context, call, { type: 'resume' });
export const repeatQuestion: Handler<'repeatQuestion'> = (context, call) => order(context, call, { type: 'repeat' });
export const thinkLonger: Handler<'thinkLonger'> = (context, call) => order(context, call, { type: 'think' });
export const skipQuestion: Handler<'skipQuestion'> = (context, call) => order(context, call, { type: 'skip', questionId: call.body.questionId });
