import { json } from '@sveltejs/kit';
import { readSamplePeaks } from '../sample.ts';
import type { RequestHandler } from './$types';

/** For who looks closer at the waves. */
export const GET: RequestHandler = () => json(readSamplePeaks(), { headers: { 'cache-control': 'public, max-age=3600' } });
