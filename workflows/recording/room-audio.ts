/** Joins an interview's room unseen and gives the two voices to the mixer. */
import { identities, roleAttribute, roomName } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import { AudioStream, DisconnectReason, Room, RoomEvent, TrackKind, TrackSource, type Participant, type RemoteParticipant, type RemoteTrack, type RemoteTrackPublication } from '@livekit/rtc-node';
import { AccessToken } from 'livekit-server-sdk';
import type { Logger } from 'pino';
import { recordingFormat } from './format.ts';
import type { LeadWatch } from './lead.ts';
import type { PauseWatch } from './pauses.ts';
import type { Side, StereoMixer } from './stereo-mixer.ts';
import { wallClock } from './wall-clock.ts';

/** Who is always recorded, and where. A coach is only while leading: then on the interviewer's side. */
const sideOfRole: Record<string, Side | undefined> = { candidate: 'left', interviewer: 'right' };
const isCoach = (participant: RemoteParticipant): boolean => participant.attributes[roleAttribute] === 'coach';

export interface RoomAudio {
  /** Resolves when the room is gone or the connection is lost for good. */
  disconnected: Promise<{ roomDeleted: boolean }>;
  close(): Promise<void>;
}

async function recorderToken(livekit: Settings['livekit'], interviewId: string): Promise<string> {
  const token = new AccessToken(livekit.apiKey, livekit.apiSecret, {
    identity: identities.recorder,
    attributes: { [roleAttribute]: 'recorder' },
    ttl: '6h',
  });
  token.addGrant({ room: roomName(interviewId), roomJoin: true, hidden: true, recorder: true, canPublish: false, canPublishData: false, canSubscribe: true });
  return token.toJwt();
}

/** @throws when the room cannot be joined */
export async function joinRoomAudio(options: { livekit: Settings['livekit']; interviewId: string; mixer: StereoMixer; pauses: Pick<PauseWatch, 'paused'>; lead: Pick<LeadWatch, 'identity' | 'onChange'>; log: Logger }): Promise<RoomAudio> {
  const { livekit, interviewId, mixer, pauses, lead, log } = options;
  const room = new Room();
  let opened = 0;
  /** Coaches' tracks that are recorded now. */
  const ofLeader = new Map<string, { over: boolean }>();

  function sideOf(publication: RemoteTrackPublication, participant: RemoteParticipant): Side | undefined {
    const side = isCoach(participant) && participant.identity === lead.identity ? 'right' : sideOfRole[participant.attributes[roleAttribute] ?? ''];
    return publication.source === TrackSource.SOURCE_MICROPHONE || participant.attributes[roleAttribute] === 'interviewer' ? side : undefined;
  }

  function listenTo(publication: RemoteTrackPublication, participant: RemoteParticipant): void {
    if (publication.subscribed || publication.kind !== TrackKind.KIND_AUDIO || sideOf(publication, participant) === undefined) return;
    publication.setSubscribed(true);
  }
  function listenToAll(participant: RemoteParticipant): void {
    for (const publication of participant.trackPublications.values()) listenTo(publication, participant);
  }

  /** A coach who does not lead is not even heard here. */
  function listenToLeader(): void {
    for (const participant of room.remoteParticipants.values()) {
      if (!isCoach(participant)) continue;
      for (const publication of participant.trackPublications.values()) {
        if (sideOf(publication, participant) !== undefined) {
          listenTo(publication, participant);
          continue;
        }
        // Noted now: the next frame may come only when this coach leads again, and then on a subscription of its own.
        const recorded = ofLeader.get(publication.sid ?? '');
        if (recorded !== undefined) recorded.over = true;
        publication.setSubscribed(false);
      }
    }
  }

  async function record(track: RemoteTrack, publication: RemoteTrackPublication, participant: RemoteParticipant): Promise<void> {
    const side = sideOf(publication, participant);
    const sid = publication.sid;
    if (side === undefined || sid === undefined) return;
    log.info({ participant: participant.identity, side, sid }, 'recording a track');
    // A coach who leads again speaks on the same track.
    const place = `${sid} ${(opened += 1)}`;
    const timeline = mixer.open(place, side);
    const mine = { over: false };
    if (isCoach(participant)) ofLeader.set(sid, mine);
    const stream = new AudioStream(track, { sampleRate: recordingFormat.sampleRate, numChannels: 1, frameSizeMs: 20 });
    try {
      // Silence instead of nothing: the track's clock goes on.
      for await (const frame of stream) {
        if (mine.over || sideOf(publication, participant) === undefined) break;
        timeline.push(pauses.paused ? new Int16Array(frame.data.length) : frame.data, wallClock.now());
      }
    } finally {
      mixer.close(place);
      log.info({ participant: participant.identity, sid }, 'the track ended');
    }
  }

  room.on(RoomEvent.TrackPublished, listenTo);
  room.on(RoomEvent.ParticipantAttributesChanged, (_: Record<string, string>, participant: Participant) => {
    const remote = room.remoteParticipants.get(participant.identity);
    if (remote !== undefined) listenToAll(remote);
  });
  room.on(RoomEvent.TrackSubscribed, (track, publication, participant) => {
    record(track, publication, participant).catch((error: unknown) => log.error({ err: error }, 'a track could not be read'));
  });
  // Handed back and taken over again before the first had come through.
  room.on(RoomEvent.TrackUnsubscribed, (_, publication, participant) => {
    if (isCoach(participant) && participant.trackPublications.has(publication.sid ?? '')) listenTo(publication, participant);
  });
  room.on(RoomEvent.TrackSubscriptionFailed, (sid, participant, reason) => log.warn({ sid, participant: participant.identity, reason }, 'a track could not be subscribed to'));
  const disconnected = new Promise<{ roomDeleted: boolean }>((resolve) => {
    room.on(RoomEvent.Disconnected, (reason) => {
      log.info({ reason: DisconnectReason[reason] }, 'the recorder left the room');
      resolve({ roomDeleted: reason === DisconnectReason.ROOM_DELETED || reason === DisconnectReason.ROOM_CLOSED });
    });
  });

  await room.connect(livekit.url, await recorderToken(livekit, interviewId), { autoSubscribe: false, dynacast: false });
  lead.onChange(listenToLeader);
  for (const participant of room.remoteParticipants.values()) listenToAll(participant);
  return { disconnected, close: () => room.disconnect() };
}
