import type { WebhookEvent } from 'livekit-server-sdk';
import { coachOf, identities, interviewIdOfRoom } from '@greenroom/contracts';
import { turnAwayUninvited } from '../../access-ended.ts';
import type { Context } from '../../context.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

const signalOf = { participant_joined: 'participantJoined', participant_left: 'participantLeft', participant_connection_aborted: 'participantLeft' } as const;
/** Seconds by which LiveKit's clock may differ from ours. */
const clockTolerance = 30;

/** Comings and goings in the room become signals to the workflow. LiveKit repeats what was not answered with 2xx. */
export const livekitWebhook: Handler<'livekitWebhook'> = async (context, { request, log }) => {
  const event = await received(context, request.body, request.get('authorization'));
  const signal = signalOf[event.event as keyof typeof signalOf] as (typeof signalOf)[keyof typeof signalOf] | undefined;
  const interviewId = interviewIdOfRoom(event.room?.name ?? '');
  const identity = event.participant?.identity;
  if (signal === undefined || interviewId === undefined || identity === undefined) return;

  if (event.event === 'participant_joined' && (await turnAwayUninvited(context, interviewId, identity))) {
    log.warn({ 'interview.id': interviewId, 'participant.identity': identity }, 'A coach without a grant was taken out of the room');
  }
  const told = await context.workflows.tell(interviewId, signal, { identity, atMs: Number(event.createdAt) * 1_000 }, event.id);
  log.info({ 'interview.id': interviewId, 'event.action': event.event, 'participant.identity': identity, told }, 'Room event');
  // A candidate who has just come in has heard nothing of who is there.
  if (coachOf(identity) !== undefined) await context.listeners.changed(interviewId);
  else if (signal === 'participantJoined' && identity.startsWith(identities.candidate(''))) await context.listeners.changed(interviewId, { again: true });
};

async function received(context: Context, body: unknown, authorization: string | undefined): Promise<WebhookEvent> {
  if (!Buffer.isBuffer(body)) throw new ProblemError('wrong-signature', 'Only LiveKit calls this, with application/webhook+json.');
  try {
    return await context.webhooks.receive(body.toString('utf8'), authorization, false, clockTolerance);
  } catch (cause) {
    throw new ProblemError('wrong-signature', 'The body is not signed with our LiveKit key.', { cause });
  }
}
