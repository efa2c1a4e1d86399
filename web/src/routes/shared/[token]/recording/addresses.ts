/**
 * Where the recordings of links are. A player asks in many small ranges, and the API limits how often links are tried, so an
 * address is asked for once a minute: that long a player plays on after its link was taken back.
 */
import type { RecordingAddress } from '@greenroom/contracts';
import type { RequestEvent } from '@sveltejs/kit';
import { askApi, type Answer } from '#lib/server/api.ts';

const keptMs = 60_000;
const addresses = new Map<string, Promise<Answer<RecordingAddress>>>();

export function addressOf(event: RequestEvent, token: string): Promise<Answer<RecordingAddress>> {
  const known = addresses.get(token);
  if (known !== undefined) return known;
  const asked = askApi(event, 'readSharedRecording', { params: { token } });
  addresses.set(token, asked);
  const forget = () => void addresses.delete(token);
  asked.then((answer) => (answer.ok ? setTimeout(forget, keptMs).unref() : forget()), forget);
  return asked;
}
