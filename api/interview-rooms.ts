import { AccessToken, DataPacket_Kind, ParticipantInfo_State, RoomServiceClient, TrackSource } from 'livekit-server-sdk';
import { coachOf, identities, roleAttribute, roomEvents, roomName, roomRights, topics, type LiveEvent, type RoomAccess, type RoomEntry } from '@greenroom/contracts';
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
  /** A coach's access can be taken back at any moment: the token is for coming in now. */
  coachTokenSeconds: 2 * 60,
} as const;

/** Who comes in, by the name under which the room knows them. */
export interface Person {
  id: string;
  fullName: string;
}

/** The LiveKit rooms of interviews. Every method may throw `PartUnavailableError`. */
export interface InterviewRooms {
  /** Makes the room; it may be there already. */
  open(interviewId: string): Promise<void>;
  /** What the candidate's browser needs to come in, with the role that only we can set. */
  candidateAccess(interviewId: string, candidate: Person): Promise<RoomAccess>;
  /** A coach has one place in the room: coming in to speak ends listening, and the other way round. */
  coachAccess(interviewId: string, coach: Person, entry: Exclude<RoomEntry, 'candidate'>): Promise<RoomAccess>;
  /** The coaches in the room. */
  coachesIn(interviewId: string): Promise<{ coachId: string; hidden: boolean }[]>;
  /** An event to those in the room who may see it; nobody, when there is no room. */
  sendEvent(interview: { id: string; userId: string }, event: LiveEvent): Promise<void>;
  /** Nobody hears this coach until the coach opens the microphone again. */
  muteCoach(interviewId: string, coachId: string): Promise<void>;
  /** Takes a coach out of the room, if there. */
  removeCoach(interviewId: string, coachId: string): Promise<void>;
  /** Closes the room for everyone, if it is there. */
  close(interviewId: string): Promise<void>;
  ping(): Promise<void>;
}

export function connectRooms(livekit: Settings['livekit'], times: Settings['interviews']): InterviewRooms {
  const rooms = new RoomServiceClient(livekit.url.replace(/^ws/, 'http'), livekit.apiKey, livekit.apiSecret, { requestTimeout: defaults.requestTimeoutSeconds });

  async function access(interviewId: string, entry: RoomEntry, { identity, name, role, seconds }: { identity: string; name: string; role: string; seconds: number }): Promise<RoomAccess> {
    const room = roomName(interviewId);
    const { hidden, microphone, data } = roomRights[entry];
    const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { identity, name, ttl: seconds, attributes: { [roleAttribute]: role } });
    token.addGrant({
      room,
      roomJoin: true,
      canPublish: microphone,
      ...(microphone ? { canPublishSources: [TrackSource.MICROPHONE] } : {}),
      canPublishData: data,
      canSubscribe: true,
      canUpdateOwnMetadata: false,
      ...(hidden ? { hidden } : {}),
    });
    return { url: livekit.publicUrl, token: await token.toJwt(), room, identity };
  }

  async function coachesIn(interviewId: string): Promise<{ coachId: string; hidden: boolean }[]> {
    const participants = await reached(rooms.listParticipants(roomName(interviewId)).catch(unlessGone));
    return (participants ?? []).flatMap(({ identity, permission, state }) => {
      const coachId = coachOf(identity);
      return coachId === undefined || state === ParticipantInfo_State.DISCONNECTED ? [] : [{ coachId, hidden: permission?.hidden === true }];
    });
  }

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
    candidateAccess: (interviewId, { id, fullName }) =>
      access(interviewId, 'candidate', { identity: identities.candidate(id), name: fullName, role: 'candidate', seconds: Math.max(defaults.tokenSeconds, times.joinTimeoutSeconds) }),
    coachAccess: (interviewId, { id, fullName }, entry) =>
      access(interviewId, entry, { identity: identities.coach(id), name: fullName, role: 'coach', seconds: defaults.coachTokenSeconds }),
    coachesIn,
    async sendEvent({ id, userId }, event) {
      const data = new TextEncoder().encode(JSON.stringify(event));
      const to = async (viewer: keyof typeof roomEvents, topic: string, destinationIdentities: string[]): Promise<void> => {
        if (!(roomEvents[viewer] as readonly string[]).includes(event.type) || destinationIdentities.length === 0) return;
        await reached(rooms.sendData(roomName(id), data, DataPacket_Kind.RELIABLE, { topic, destinationIdentities }).catch(unlessGone));
      };
      await to('candidate', topics.live, [identities.candidate(userId)]);
      await to('coach', topics.coach, (await coachesIn(id)).map(({ coachId }) => identities.coach(coachId)));
    },
    async muteCoach(interviewId, coachId) {
      const room = roomName(interviewId);
      const identity = identities.coach(coachId);
      const { tracks } = (await reached(rooms.getParticipant(room, identity).catch(unlessGone))) ?? { tracks: [] };
      await Promise.all(tracks.filter(({ muted }) => !muted).map(({ sid }) => reached(rooms.mutePublishedTrack(room, identity, sid, true).catch(unlessGone))));
    },
    async removeCoach(interviewId, coachId) {
      await reached(rooms.removeParticipant(roomName(interviewId), identities.coach(coachId)).catch(unlessGone));
    },
    async close(interviewId) {
      const name = roomName(interviewId);
      // Two that close it at once: LiveKit tells one of them that nobody answered, instead of that the room is gone.
      const stillThere = async (error: unknown): Promise<void> => {
        if ((await rooms.listRooms([name])).length > 0) throw error;
      };
      await reached(rooms.deleteRoom(name).catch(stillThere));
    },
    async ping() {
      await reached(rooms.listRooms(['none']));
    },
  };
}

/** LiveKit says that the room or the participant is not there: then there is nothing to do. */
function unlessGone(error: unknown): undefined {
  const { status, code } = error as { status?: number; code?: string };
  if (status !== 404 && code !== 'not_found') throw error;
  return undefined;
}

async function reached<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    throw new PartUnavailableError('The interview room cannot be reached. Try again in a moment.', { cause });
  }
}
