import type { Handler } from '../../operation.ts';
import { readyPeaks } from '../../recordings/availability.ts';

export const readPeaks: Handler<'readPeaks'> = (context, { interview }) => readyPeaks(context, interview);
