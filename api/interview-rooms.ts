import { AccessToken, RoomServiceClient, TrackSource } from 'livekit-server-sdk';
import { identities, roleAttribute, roomName, type RoomAccess } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import { PartUnavailableError } from './problems.ts';

const defaults = {
  requestTimeoutSeconds: 5,
  /** The room outlives the workflow's own time-outs by this: it is the workflow that decides. */
  spareSeconds: 120,
  /** Candidate, interviewer (two for a moment when one replaces the other), recorder, coaches. */
  participants: 10,
  /** A token is for coming in; who is inside gets new ones from LiveKit, and a repeated start gives a fresh one. */
  tokenSeconds: 15 * 60,
} as const;

/** The LiveKit rooms of interviews. */
export interface InterviewRooms {
  /** Makes the room; it may be there already. @throws PartUnavailableError */
  open(interviewId: string): Promise<void>;
  /** What the candidate's browser needs to come in, with the role that only we can set. */
  candidateAccess(interviewId: string, candidate: { id: string; fullName: string }): Promise<RoomAccess>;
  /** @throws PartUnavailableError */
  ping(): Promise<void>;
}

export function connectRooms(livekit: Settings['livekit'], times: Settings['interviews']): InterviewRooms {
  const rooms = new RoomServiceClient(livekit.url.replace(/^ws/, 'http'), livekit.apiKey, livekit.apiSecret, { requestTimeout: defaults.requestTimeoutSeconds });
  return {
    async open(interviewId) {
      await reached(
        rooms.createRoom({
          name: roomName(interviewId),
          emptyTimeout: times.joinTimeoutSeconds + defaults.spareSeconds,
          departureTimeout: times.absenceTimeoutSeconds + defaults.spareSeconds,
          maxParticipants: defaults.participants,
        }),
      );
    },
    async candidateAccess(interviewId, { id, fullName }) {
      const room = roomName(interviewId);
      const identity = identities.candidate(id);
      const token = new AccessToken(livekit.apiKey, livekit.apiSecret, {
        identity,
        name: fullName,
        ttl: Math.max(defaults.tokenSeconds, times.joinTimeoutSeconds),
        attributes: { [roleAttribute]: 'candidate' },
      });
      token.addGrant({
        room,
        roomJoin: true,
        canPublish: true,
        canPublishSources: [TrackSource.MICROPHONE],
        canPublishData: true,
        canSubscribe: true,
        canUpdateOwnMetadata: false,
      });
      return { url: livekit.publicUrl, token: await token.toJwt(), room, identity };
    },
    async ping() {
      await reached(rooms.listRooms(['none']));
    },
  };
}

async function reached<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    throw new PartUnavailableError('The interview room cannot be reached. Try again in a moment.', { cause });
  }
}
