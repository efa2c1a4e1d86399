import { readingOf } from '#lib/report/reading.ts';
import { silencesOf, waveOf } from '#lib/report/wave.ts';
import { startOf } from '../start.server.ts';
import type { LayoutServerLoad } from './$types';
import { readSample, readSamplePeaks } from './sample.ts';

/** From this site's own files: it shows also when the API is away. */
export const load: LayoutServerLoad = ({ locals }) => {
  const { candidateName, interview, report, turns, recording } = readSample();
  const peaks = readSamplePeaks();
  return {
    candidateName, interview, report, turns: turns.map(readingOf), recording,
    sound: { wave: waveOf(peaks), silences: silencesOf(peaks, recording.offsetSeconds ?? 0) },
    start: locals.accessToken === undefined ? startOf() : '/interviews/new',
  };
};
