/** A coach who follows an interview on the live socket. */
import { addGrant, connectDatabase } from '@greenroom/database';
import type { EventMessage } from '@greenroom/contracts';
import { openLive, type LiveClient } from '../../../api/live/testing.ts';
import { ApiClient } from '../../../stack/demo/api-client.ts';
import type { WholeSystem } from '../../../tests/spoken/whole-system.ts';

/** @param onEvent with the epoch milliseconds at which the message arrived */
export async function coachOn(system: WholeSystem, interviewId: string, onEvent: (event: EventMessage, atMs: number) => void): Promise<LiveClient> {
  const account = system.accounts.find(({ role }) => role === 'coach');
  if (account === undefined) throw new Error('the system has no demo coach');
  const api = new ApiClient(system.addresses.api, account);
  const [{ interview }, { id: coachId }] = await Promise.all([system.api.call('readInterview', { params: { id: interviewId } }), api.call('me', {})]);
  const database = connectDatabase({ url: system.env['DATABASE_URL'] as string });
  await addGrant(database, { candidateId: interview.userId, coachId, interviewId }).finally(() => database.destroy());
  const coach = await openLive(system.addresses.api, (await api.call('createTicket', {})).ticket);
  coach.ws.on('message', (data) => {
    const atMs = Date.now();
    onEvent(JSON.parse(String(data as Buffer)) as EventMessage, atMs);
  });
  const answer = await coach.ask({ type: 'subscribe', interviewId, after: '0' });
  if (answer.type !== 'subscribed') throw new Error(`the coach may not follow the interview: ${JSON.stringify(answer)}`);
  return coach;
}
