/** Rooms and tokens for interviewers that are not ours. */
import { randomUUID } from 'node:crypto';
import { AccessToken, AgentDispatchClient, RoomServiceClient } from 'livekit-server-sdk';

export interface LiveKit {
  url: string;
  key: string;
  secret: string;
}

/** What our own processes were given. */
export const liveKitOf = (env: Record<string, string>): LiveKit => ({ url: env['LIVEKIT_URL'] ?? '', key: env['LIVEKIT_API_KEY'] ?? '', secret: env['LIVEKIT_API_SECRET'] ?? '' });

const httpOf = ({ url }: LiveKit): string => url.replace(/^ws/, 'http');

/** @param agent the name of one that is called into it. @returns the room's name */
export async function openRoom(livekit: LiveKit, agent?: string): Promise<string> {
  const name = `bench-${randomUUID()}`;
  await new RoomServiceClient(httpOf(livekit), livekit.key, livekit.secret).createRoom({ name, emptyTimeout: 60 });
  if (agent !== undefined) await new AgentDispatchClient(httpOf(livekit), livekit.key, livekit.secret).createDispatch(name, agent);
  return name;
}

export function tokenFor({ key, secret }: LiveKit, room: string, identity: string): Promise<string> {
  const token = new AccessToken(key, secret, { identity, ttl: '2h' });
  token.addGrant({ room, roomJoin: true, canPublish: true, canSubscribe: true, canPublishData: true });
  return token.toJwt();
}

export async function closeRoom(livekit: LiveKit, room: string): Promise<void> {
  // It may be empty and gone already.
  await new RoomServiceClient(httpOf(livekit), livekit.key, livekit.secret).deleteRoom(room).catch(() => undefined);
}
