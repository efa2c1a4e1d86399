/**
 * Recognises what one coach says in the room, between `listenTo` and `stop`. Outside of that no sample of a coach's
 * microphone is read: neither a whisper nor what another coach says is ever recognised.
 */
import type { stt } from '@livekit/agents';
import { identities, roleAttribute } from '@greenroom/contracts';
import { AudioStream, RoomEvent, TrackKind, TrackSource, type AudioFrame, type RemoteParticipant, type RemoteTrack, type RemoteTrackPublication, type Room } from '@livekit/rtc-node';
import type { Logger } from 'pino';
import type { ReadableStreamDefaultReader } from 'node:stream/web';
import type { CoachHearing } from './coach-lead.ts';

/** Hertz; what recognisers want. */
const sampleRate = 16_000;
const frameMs = 20;

interface Listening {
  identity: string;
  stream: stt.SpeechStream;
  readers: Set<ReadableStreamDefaultReader<AudioFrame>>;
  over: boolean;
  /** Resolves when the recogniser has told everything. */
  heardOut: Promise<void>;
}

export class CoachEar implements CoachHearing {
  private readonly room: Room;
  private readonly recogniser: stt.STT;
  private readonly log: Logger;
  private listening: Listening | undefined;

  /** @param recogniser tells its words by itself, and only of what this class gives it */
  constructor(room: Room, recogniser: stt.STT, log: Logger) {
    this.room = room;
    this.recogniser = recogniser;
    this.log = log;
    room.on(RoomEvent.TrackSubscribed, (track: RemoteTrack, publication: RemoteTrackPublication, participant: RemoteParticipant) => this.follow(track, publication, participant));
  }

  listenTo(userId: string): void {
    void this.stop();
    const stream = this.recogniser.stream();
    this.listening = { identity: identities.coach(userId), stream, readers: new Set(), over: false, heardOut: this.drain(stream) };
    const participant = this.room.remoteParticipants.get(this.listening.identity);
    for (const publication of participant?.trackPublications.values() ?? []) {
      if (publication.track !== undefined && participant !== undefined) this.follow(publication.track, publication, participant);
    }
  }

  async stop(): Promise<void> {
    const { listening } = this;
    if (listening === undefined) return;
    this.listening = undefined;
    listening.over = true;
    for (const reader of listening.readers) reader.cancel().catch(() => undefined);
    listening.stream.endInput();
    await listening.heardOut;
    listening.stream.close();
  }

  private follow(track: RemoteTrack, publication: RemoteTrackPublication, participant: RemoteParticipant): void {
    const { listening } = this;
    if (listening === undefined || participant.identity !== listening.identity || participant.attributes[roleAttribute] !== 'coach') return;
    if (publication.kind !== TrackKind.KIND_AUDIO || publication.source !== TrackSource.SOURCE_MICROPHONE) return;
    const reader = new AudioStream(track, { sampleRate, numChannels: 1, frameSizeMs: frameMs }).getReader();
    listening.readers.add(reader);
    this.read(reader, listening)
      .catch((error: unknown) => this.log.warn({ err: error }, 'the microphone of a coach who leads cannot be read'))
      .finally(() => listening.readers.delete(reader));
  }

  private async read(reader: ReadableStreamDefaultReader<AudioFrame>, listening: Listening): Promise<void> {
    for (;;) {
      const { done, value } = await reader.read();
      // Asked again after every frame: one that was on its way when it was handed back is not heard.
      if (done || value === undefined || listening.over) return;
      listening.stream.pushFrame(value);
    }
  }

  /** The recogniser's events are not needed, and must not pile up. */
  private async drain(stream: stt.SpeechStream): Promise<void> {
    try {
      for await (const _event of stream) continue;
    } catch (error) {
      this.log.warn({ err: error }, 'what a coach who leads says cannot be recognised');
    }
  }
}
