/** Records one room until it is told to stop: tracks → stereo on one clock → segments → store. */
import type { Settings } from '@greenroom/settings';
import type { Logger } from 'pino';
import { recordingFormat, samplesOf } from './format.ts';
import type { LeadWatch } from './lead.ts';
import type { PauseWatch } from './pauses.ts';
import { joinRoomAudio } from './room-audio.ts';
import { gridAtOrAfter, SegmentCutter } from './segment-cutter.ts';
import { SegmentQueue } from './segment-queue.ts';
import { StereoMixer } from './stereo-mixer.ts';
import { wallClock } from './wall-clock.ts';

export const recorderTimes = {
  mixEveryMs: 250,
  /** A tick that comes this late was held up, and so were frames: they are let in first. */
  heldUpMs: 500,
  /** So many late ticks in a row are mixed all the same. */
  heldUpAtMost: 4,
  /** For the last uploads, once the recorder is told to stop. */
  drainMs: 30_000,
} as const;

export interface RecorderOptions {
  livekit: Settings['livekit'];
  interviewId: string;
  /** Epoch milliseconds of the recording's first sample. */
  t0: number;
  store: (index: number, flac: Buffer) => Promise<void>;
  /** While it is paused, silence is recorded. */
  pauses: Pick<PauseWatch, 'paused'>;
  /** The coach whose voice is recorded, if one leads. */
  lead: Pick<LeadWatch, 'identity' | 'onChange'>;
  /** Told after every tick how many segments are safe. */
  onProgress: (stored: number) => void;
  /** Aborted: finish what was begun and return. */
  signal: AbortSignal;
  log: Logger;
}
export interface RecorderResult {
  /** `stopped`: by the signal. `room_closed`: there is nothing more to record. `disconnected`: another try may go on. */
  ended: 'stopped' | 'room_closed' | 'disconnected';
  stored: number;
  lost: number;
}

/** @throws when the room cannot be joined */
export async function record(options: RecorderOptions): Promise<RecorderResult> {
  const { t0, signal, log } = options;
  // The next grid line: what is before it is silence in the joined file.
  const first = gridAtOrAfter(samplesOf(wallClock.now() - t0));
  const mixer = new StereoMixer(t0, first * recordingFormat.gridSamples);
  const cutter = new SegmentCutter(first);
  const queue = new SegmentQueue(options.store, log);
  const room = await joinRoomAudio({ livekit: options.livekit, interviewId: options.interviewId, mixer, pauses: options.pauses, lead: options.lead, log });
  log.info({ t0, firstSegment: first }, 'recording');

  let lastTick = wallClock.now();
  let heldUpTicks = 0;
  const ticks = setInterval(() => {
    const now = wallClock.now();
    const heldUp = now - lastTick > recorderTimes.mixEveryMs + recorderTimes.heldUpMs;
    lastTick = now;
    heldUpTicks = heldUp ? heldUpTicks + 1 : 0;
    if (heldUp && heldUpTicks <= recorderTimes.heldUpAtMost) return;
    for (const segment of cutter.add(mixer.advance(now))) queue.add(segment);
    options.onProgress(queue.stored);
  }, recorderTimes.mixEveryMs);

  const stopped = new Promise<'stopped'>((resolve) => {
    if (signal.aborted) resolve('stopped');
    signal.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
  const gone = room.disconnected.then(({ roomDeleted }) => (roomDeleted ? 'room_closed' as const : 'disconnected' as const));
  try {
    const ended = await Promise.race([stopped, gone]);
    clearInterval(ticks);
    for (const segment of cutter.add(mixer.finish(wallClock.now()))) queue.add(segment);
    const rest = cutter.finish();
    if (rest !== undefined) queue.add(rest);
    if (ended === 'stopped') await room.close();
    if (!(await queue.drain(recorderTimes.drainMs))) log.error('not every segment could be stored before the recorder had to end');
    return { ended, stored: queue.stored, lost: queue.lost };
  } finally {
    clearInterval(ticks);
  }
}
