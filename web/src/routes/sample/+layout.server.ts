import { readingOf } from '#lib/report/reading.ts';
import { startOf } from '../start.server.ts';
import type { LayoutServerLoad } from './$types';
import { readSample } from './sample.ts';

/** From this site's own files: it shows also when the API is away. */
export const load: LayoutServerLoad = ({ locals }) => {
  const { candidateName, interview, report, turns, recording } = readSample();
  return { candidateName, interview, report, turns: turns.map(readingOf), recording, start: locals.accessToken === undefined ? startOf() : '/interviews/new' };
};
