/**
 * Gives the candidate's microphone to the recogniser. Instead of the framework's own way there, which passes every 10 ms of
 * audio through nine streams, one of them a copy for a voice detector that an interview does not use: nobody reads that
 * copy, so it keeps the audio of the whole interview (25 MB a minute, measured).
 */
import type { stt } from '@livekit/agents';
import { AudioStream, RoomEvent, TrackKind, TrackSource, type AudioFrame, type RemoteParticipant, type RemoteTrack, type RemoteTrackPublication, type Room } from '@livekit/rtc-node';
import type { Logger } from 'pino';
import type { ReadableStreamDefaultReader } from 'node:stream/web';

/** Hertz; what recognisers want. */
const sampleRate = 16_000;
/** One window of the voice activity model: a third of the work of frames of 10 ms. */
const frameMs = 32;
/** Before a recogniser that failed is asked again. */
const retryMs = 500;

export class CandidateEar {
  private readonly room: Room;
  private readonly identity: string;
  private readonly recogniser: stt.STT;
  private readonly log: Logger;
  private stream: stt.SpeechStream | undefined;
  private reader: ReadableStreamDefaultReader<AudioFrame> | undefined;
  private closed = false;

  /** @param recogniser tells its words by itself */
  constructor(room: Room, identity: string, recogniser: stt.STT, log: Logger) {
    this.room = room;
    this.identity = identity;
    this.recogniser = recogniser;
    this.log = log;
  }

  /** Listens from now on, also to a microphone that is switched on later or comes back after a lost connection. */
  open(): void {
    this.recogniser.on('error', this.failed);
    this.listen();
    this.room.on(RoomEvent.TrackSubscribed, this.follow);
    const participant = this.room.remoteParticipants.get(this.identity);
    for (const publication of participant?.trackPublications.values() ?? []) {
      if (publication.track !== undefined && participant !== undefined) this.follow(publication.track, publication, participant);
    }
  }

  close(): void {
    this.closed = true;
    this.room.off(RoomEvent.TrackSubscribed, this.follow);
    this.reader?.cancel().catch(() => undefined);
    this.stream?.close();
  }

  private readonly follow = (track: RemoteTrack, publication: RemoteTrackPublication, participant: RemoteParticipant): void => {
    if (participant.identity !== this.identity || publication.kind !== TrackKind.KIND_AUDIO || publication.source !== TrackSource.SOURCE_MICROPHONE) return;
    // The microphone was switched off and on, or its owner came back: the one before sends nothing any more.
    this.reader?.cancel().catch(() => undefined);
    const reader = new AudioStream(track, { sampleRate, numChannels: 1, frameSizeMs: frameMs }).getReader();
    this.reader = reader;
    this.read(reader).catch((error: unknown) => this.log.error({ err: error }, "the candidate's microphone cannot be read"));
  };

  private async read(reader: ReadableStreamDefaultReader<AudioFrame>): Promise<void> {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined || this.closed) return;
      this.stream?.pushFrame(value);
    }
  }

  private listen(): void {
    if (this.closed) return;
    const stream = this.recogniser.stream();
    this.stream = stream;
    void this.drain(stream).then(() => {
      if (this.closed || this.stream !== stream) return;
      this.stream = undefined;
      setTimeout(() => this.listen(), retryMs);
    });
  }

  /** The recogniser's events are not needed, and must not pile up. */
  private async drain(stream: stt.SpeechStream): Promise<void> {
    try {
      for await (const _event of stream) continue;
    } catch (error) {
      this.log.error({ err: error }, 'what the candidate says cannot be recognised');
    }
  }

  private readonly failed = ({ error }: { error: Error }): void => this.log.error({ err: error }, 'what the candidate says cannot be recognised');
}
