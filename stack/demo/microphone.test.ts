import type { AudioFrame } from '@livekit/rtc-node';
import { afterEach, describe, expect, it } from 'vitest';
import { Microphone } from './microphone.ts';

const frameSamples = 480;
const opened: Microphone[] = [];
afterEach(() => Promise.all(opened.splice(0).map((microphone) => microphone.stop())));

/** A microphone whose frames are kept; `stallOn` holds up one frame for 400 ms. */
function microphone(stallOn = -1) {
  const frames: { atMs: number; samples: Int16Array }[] = [];
  const made = new Microphone({
    async captureFrame(frame: AudioFrame) {
      frames.push({ atMs: performance.now(), samples: frame.data.slice() });
      if (frames.length === stallOn) await new Promise((resolve) => setTimeout(resolve, 400));
    },
  });
  opened.push(made);
  return { microphone: made, frames };
}

/** Numbers from 1 up, so that every sample can be found again. */
const counted = (length: number): Int16Array => Int16Array.from({ length }, (_, index) => (index % 30_000) + 1);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the candidate’s microphone', () => {
  it('sends silence at the pace of the clock while nothing is said', async () => {
    const { microphone: mic, frames } = microphone();
    mic.start();
    await pause(1_000);
    // A second of 10 ms frames; a busy machine may be late, never early.
    expect(frames.length).toBeGreaterThan(50);
    expect(frames.length).toBeLessThan(130);
    expect(frames.every(({ samples }) => samples.length === frameSamples && samples.every((sample) => sample === 0))).toBe(true);
  });

  it('takes as long for a recording as the recording is, and changes nothing in it', async () => {
    const { microphone: mic, frames } = microphone();
    mic.start();
    const recording = counted(frameSamples * 50 + 100);
    const { startedAtMs, endedAtMs } = await mic.play(recording);
    expect(endedAtMs - startedAtMs).toBeGreaterThan(480);
    expect(endedAtMs - startedAtMs).toBeLessThan(2_000);
    const spoken = frames.flatMap(({ samples }) => [...samples]).filter((sample) => sample !== 0);
    expect(spoken).toEqual([...recording]);
  });

  it('leaves nothing out when the machine was held up in the middle', async () => {
    const { microphone: mic, frames } = microphone(20);
    mic.start();
    const recording = counted(frameSamples * 60);
    await mic.play(recording);
    expect(frames.flatMap(({ samples }) => [...samples]).filter((sample) => sample !== 0)).toEqual([...recording]);
    const bursts = frames.slice(1).filter((frame, index) => frame.atMs - (frames[index]?.atMs ?? 0) < 2);
    expect(bursts.length).toBeLessThan(25);
  });

  it('speaks one recording after the other', async () => {
    const { microphone: mic } = microphone();
    mic.start();
    const [first, second] = await Promise.all([mic.play(counted(frameSamples * 10)), mic.play(counted(frameSamples * 10))]);
    expect(second.startedAtMs).toBeGreaterThanOrEqual(first.endedAtMs - 15);
  });

  it('says so when it is switched off in the middle of a word', async () => {
    const { microphone: mic } = microphone();
    mic.start();
    const playing = mic.play(counted(frameSamples * 500));
    const refused = expect(playing).rejects.toThrow('switched off');
    await pause(50);
    await mic.stop();
    await refused;
    await expect(mic.play(counted(frameSamples))).rejects.toThrow('switched off');
  });
});
