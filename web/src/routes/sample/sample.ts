/** The sample interview (README.md says where it came from), in the shapes that the report's components take. */
import { InterviewType, Level, Peaks, Recording, Report, Turn } from '@greenroom/contracts';
import { z } from 'zod';
import peaks from './peaks.json' with { type: 'json' };
import sample from './sample.json' with { type: 'json' };

export const Sample = z.object({
  candidateName: z.string(),
  interview: z.object({ type: InterviewType, role: z.string(), level: Level, duration: z.number(), heldAt: z.iso.datetime() }),
  report: Report,
  turns: z.array(Turn),
  recording: Recording,
});
let read: z.infer<typeof Sample> | undefined;

/** Parsed on first use. */
export function readSample(): z.infer<typeof Sample> {
  read ??= Sample.parse(sample);
  return read;
}

export const readSamplePeaks = (): Peaks => Peaks.parse(peaks);
