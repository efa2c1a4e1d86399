/** A recording from before peaks were kept is measured once, when somebody first wants it drawn. */
import type { DrawPeaksInput } from '@greenroom/contracts';
import { drawRecordingPeaks } from './activities.ts';

export async function drawPeaks(input: DrawPeaksInput): Promise<void> {
  await drawRecordingPeaks(input);
}
