/** For tests: people in a real LiveKit room who click, and one who listens and writes down when each click arrived. */
import { setTimeout as pause } from 'node:timers/promises';
import { roleAttribute, roomName } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import { AudioFrame, AudioSource, AudioStream, LocalAudioTrack, Room, RoomEvent, TrackPublishOptions, TrackSource } from '@livekit/rtc-node';
import { AccessToken } from 'livekit-server-sdk';
import { recordingFormat } from './format.ts';
import { wallClock } from './wall-clock.ts';

/** A click is a burst far above the silence around it. */
export const loud = 6_000;
const micRate = 48_000;
const frameMs = 10;

async function enter(livekit: Settings['livekit'], interviewId: string, identity: string, role: string): Promise<Room> {
  const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { identity, attributes: { [roleAttribute]: role } });
  token.addGrant({ room: roomName(interviewId), roomJoin: true, canPublish: true, canSubscribe: true });
  const room = new Room();
  await room.connect(livekit.url, await token.toJwt(), { autoSubscribe: role === 'listener', dynacast: false });
  return room;
}

export interface SpeakingParticipant {
  click(): void;
  leave(): Promise<void>;
}

/** Joins with an open microphone: silence until it is told to click. */
export async function joinSpeaking(livekit: Settings['livekit'], interviewId: string, identity: string, role: 'candidate' | 'interviewer' | 'coach'): Promise<SpeakingParticipant> {
  const room = await enter(livekit, interviewId, identity, role);
  const source = new AudioSource(micRate, 1, 50);
  const track = LocalAudioTrack.createAudioTrack('voice', source);
  await room.localParticipant?.publishTrack(track, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, dtx: false, red: false }));
  let open = true;
  let clickFrames = 0;
  const speaking = (async () => {
    while (open) {
      const samples = new Int16Array((micRate * frameMs) / 1000);
      if (clickFrames > 0) {
        clickFrames -= 1;
        samples.forEach((_, index) => { samples[index] = Math.round(24_000 * Math.sin((2 * Math.PI * 1_000 * index) / micRate)); });
      }
      await source.captureFrame(new AudioFrame(samples, micRate, 1, samples.length));
    }
  })();
  return {
    click() { clickFrames = 6; },
    async leave() {
      open = false;
      await speaking;
      await room.disconnect();
      await source.close();
    },
  };
}

/** Epoch milliseconds at which clicks reached a listener in the same room, by speaker. */
export async function joinListening(livekit: Settings['livekit'], interviewId: string): Promise<{ heard: (identity: string) => number[]; leave(): Promise<void> }> {
  const heard = new Map<string, number[]>();
  const room = await enter(livekit, interviewId, 'listener', 'listener');
  room.on(RoomEvent.TrackSubscribed, (track, _, participant) => {
    const arrivals = heard.get(participant.identity) ?? [];
    heard.set(participant.identity, arrivals);
    void (async () => {
      for await (const frame of new AudioStream(track, { sampleRate: recordingFormat.sampleRate, numChannels: 1, frameSizeMs: 10 })) {
        const now = wallClock.now();
        const first = frame.data.findIndex((sample) => Math.abs(sample) > loud);
        const at = now - ((frame.samplesPerChannel - first) * 1000) / recordingFormat.sampleRate;
        if (first !== -1 && at - (arrivals.at(-1) ?? 0) > 300) arrivals.push(at);
      }
    })();
  });
  return { heard: (identity) => heard.get(identity) ?? [], leave: () => room.disconnect() };
}

/** Clicks, and waits until it has surely been heard. */
export async function clickAndWait(speaker: SpeakingParticipant): Promise<void> {
  speaker.click();
  await pause(1_000);
}
