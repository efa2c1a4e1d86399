/** A stand-in for the interviewer in a real LiveKit room: a voice that hums, events as the real one sends them, ears for typed answers. */
import { AudioFrame, AudioSource, LocalAudioTrack, Room, RoomEvent, TrackPublishOptions, TrackSource } from '@livekit/rtc-node';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { identities, LiveEvent, roleAttribute, roomName, textTopics, topics } from '@greenroom/contracts';
import type { LiveKit } from './fixture-api.ts';

export interface FixtureInterviewer {
  send(event: LiveEvent): Promise<void>;
  /** Hums for so long. */
  speak(seconds: number): Promise<void>;
  /** What the candidate has typed. */
  readonly typed: string[];
  /** Seconds of the candidate's voice that were received. */
  readonly heardSeconds: number;
  /** The other one's. */
  readonly microphone: 'open' | 'closed' | 'none';
  leave(): Promise<void>;
  closeRoom(): Promise<void>;
}

interface Participant {
  identity: string;
  role: string;
  name?: string;
}

const sampleRate = 48_000;

export async function fixtureInterviewer(livekit: LiveKit, interviewId: string, as: Participant = { identity: identities.agent(1), role: 'interviewer' }): Promise<FixtureInterviewer> {
  const name = roomName(interviewId);
  const access = new AccessToken(livekit.apiKey, livekit.apiSecret, { identity: as.identity, name: as.name ?? '', attributes: { [roleAttribute]: as.role } });
  access.addGrant({ room: name, roomJoin: true, canPublish: true, canSubscribe: true, canPublishData: true });
  const service = new RoomServiceClient(livekit.url.replace(/^ws/, 'http'), livekit.apiKey, livekit.apiSecret);
  await service.createRoom({ name });
  const room = new Room();
  await room.connect(livekit.url, await access.toJwt(), { autoSubscribe: true, dynacast: false });

  const source = new AudioSource(sampleRate, 1);
  const track = LocalAudioTrack.createAudioTrack('voice', source);
  await room.localParticipant?.publishTrack(track, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }));

  const typed: string[] = [];
  let heardSince: number | undefined;
  room.registerTextStreamHandler(textTopics.chat, (reader) => void reader.readAll().then((text) => typed.push(text)));
  room.on(RoomEvent.TrackSubscribed, () => (heardSince ??= Date.now()));

  return {
    typed,
    get heardSeconds() {
      return heardSince === undefined ? 0 : (Date.now() - heardSince) / 1000;
    },
    get microphone() {
      const [track] = [...room.remoteParticipants.values()].flatMap((participant) => [...participant.trackPublications.values()]);
      return track === undefined ? 'none' : track.muted ? 'closed' : 'open';
    },
    send: async (event) => {
      await room.localParticipant?.publishData(new TextEncoder().encode(JSON.stringify(LiveEvent.parse(event))), { reliable: true, topic: topics.live });
    },
    speak: async (seconds) => {
      const frame = sampleRate / 100;
      for (let i = 0; i < seconds * 100; i += 1) {
        const samples = Int16Array.from({ length: frame }, (_, j) => 9000 * Math.sin((2 * Math.PI * 180 * (i * frame + j)) / sampleRate));
        await source.captureFrame(new AudioFrame(samples, sampleRate, 1, frame));
      }
    },
    leave: () => room.disconnect(),
    closeRoom: async () => {
      // It is gone already when the test has closed it.
      await service.deleteRoom(name).catch(() => undefined);
      await room.disconnect();
    },
  };
}
