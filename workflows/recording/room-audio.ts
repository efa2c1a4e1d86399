/** Joins an interview's room unseen and gives the two voices to the mixer. */
import { identities, roleAttribute, roomName } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import { AudioStream, DisconnectReason, Room, RoomEvent, TrackKind, TrackSource, type Participant, type RemoteParticipant, type RemoteTrack, type RemoteTrackPublication } from '@livekit/rtc-node';
import { AccessToken } from 'livekit-server-sdk';
import type { Logger } from 'pino';
import { recordingFormat } from './format.ts';
import type { PauseWatch } from './pauses.ts';
import type { Side, StereoMixer } from './stereo-mixer.ts';
import { wallClock } from './wall-clock.ts';

/** Who is recorded, and where. A coach's whisper is for the candidate only, so no coach is recorded here. */
const sideOfRole: Record<string, Side | undefined> = { candidate: 'left', interviewer: 'right' };

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
export async function joinRoomAudio(options: { livekit: Settings['livekit']; interviewId: string; mixer: StereoMixer; pauses: Pick<PauseWatch, 'paused'>; log: Logger }): Promise<RoomAudio> {
  const { livekit, interviewId, mixer, pauses, log } = options;
  const room = new Room();

  function listenTo(publication: RemoteTrackPublication, participant: RemoteParticipant): void {
    if (publication.subscribed || publication.kind !== TrackKind.KIND_AUDIO || sideOf(publication, participant) === undefined) return;
    publication.setSubscribed(true);
  }
  function listenToAll(participant: RemoteParticipant): void {
    for (const publication of participant.trackPublications.values()) listenTo(publication, participant);
  }

  async function record(track: RemoteTrack, publication: RemoteTrackPublication, participant: RemoteParticipant): Promise<void> {
    const side = sideOf(publication, participant);
    const sid = publication.sid;
    if (side === undefined || sid === undefined) return;
    log.info({ participant: participant.identity, side, sid }, 'recording a track');
    const timeline = mixer.open(sid, side);
    const stream = new AudioStream(track, { sampleRate: recordingFormat.sampleRate, numChannels: 1, frameSizeMs: 20 });
    try {
      // Silence instead of nothing: the track's clock goes on.
      for await (const frame of stream) timeline.push(pauses.paused ? new Int16Array(frame.data.length) : frame.data, wallClock.now());
    } finally {
      mixer.close(sid);
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
  room.on(RoomEvent.TrackSubscriptionFailed, (sid, participant, reason) => log.warn({ sid, participant: participant.identity, reason }, 'a track could not be subscribed to'));
  const disconnected = new Promise<{ roomDeleted: boolean }>((resolve) => {
    room.on(RoomEvent.Disconnected, (reason) => {
      log.info({ reason: DisconnectReason[reason] }, 'the recorder left the room');
      resolve({ roomDeleted: reason === DisconnectReason.ROOM_DELETED || reason === DisconnectReason.ROOM_CLOSED });
    });
  });

  await room.connect(livekit.url, await recorderToken(livekit, interviewId), { autoSubscribe: false, dynacast: false });
  for (const participant of room.remoteParticipants.values()) listenToAll(participant);
  return { disconnected, close: () => room.disconnect() };
}

function sideOf(publication: RemoteTrackPublication, participant: RemoteParticipant): Side | undefined {
  const side = sideOfRole[participant.attributes[roleAttribute] ?? ''];
  return side === 'left' && publication.source !== TrackSource.SOURCE_MICROPHONE ? undefined : side;
}
