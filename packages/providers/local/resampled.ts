import { mergeFrames } from '@livekit/agents';
import { AudioResampler, type AudioFrame } from '@livekit/rtc-node';

/** The samples of a frame at another rate. */
export function resampled(frame: AudioFrame, sampleRate: number): Int16Array {
  if (frame.sampleRate === sampleRate) return frame.data;
  const resampler = new AudioResampler(frame.sampleRate, sampleRate, frame.channels);
  const { data } = mergeFrames([...resampler.push(frame), ...resampler.flush()]);
  resampler.close();
  return data;
}
