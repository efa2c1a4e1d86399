/** Somebody in a real room with an open microphone and ears for the interviewer: a candidate, or a coach who came in to speak. */
import { roleAttribute, type RoomAccess } from '@greenroom/contracts';
import { AudioSource, LocalAudioTrack, Room, RoomEvent, TrackKind, TrackPublishOptions, TrackSource } from '@livekit/rtc-node';
import { sampleRate } from '../../stack/demo/audio-file.ts';
import { Ears } from '../../stack/demo/ears.ts';
import { Microphone, type Played } from '../../stack/demo/microphone.ts';

export interface Person {
  /** What is heard of the interviewer. */
  ears: Ears;
  say(samples: Int16Array): Promise<Played>;
  leave(): Promise<void>;
}

export async function enterRoom({ url, token }: RoomAccess): Promise<Person> {
  const room = new Room();
  const ears = new Ears();
  room.on(RoomEvent.TrackSubscribed, (track, _publication, participant) => {
    if (track.kind === TrackKind.KIND_AUDIO && participant.attributes[roleAttribute] === 'interviewer') ears.listen(track);
  });
  await room.connect(url, token, { autoSubscribe: true, dynacast: false });
  const source = new AudioSource(sampleRate, 1, 300);
  const microphone = new Microphone(source);
  await room.localParticipant?.publishTrack(LocalAudioTrack.createAudioTrack('microphone', source), new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }));
  microphone.start();
  return {
    ears,
    say: (samples) => microphone.play(samples),
    leave: async () => {
      await microphone.stop();
      ears.close();
      await room.disconnect().catch(() => undefined);
      await source.close().catch(() => undefined);
    },
  };
}

/** Several recordings as one, with a pause between them. */
export function inARow(pauseSeconds: number, ...recordings: Int16Array[]): Int16Array {
  const gap = Math.round(pauseSeconds * sampleRate);
  const all = new Int16Array(recordings.reduce((sum, { length }) => sum + length + gap, 0));
  let at = 0;
  for (const recording of recordings) {
    all.set(recording, at);
    at += recording.length + gap;
  }
  return all;
}
