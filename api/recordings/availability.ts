import type { Interview, Recording } from '@greenroom/contracts';
import { findRecording } from '@greenroom/database';
import type { Context } from '../context.ts';
import { ProblemError } from '../problems.ts';

/** The recording, when it can be listened to. @throws ProblemError that says whether waiting helps */
export async function readyRecording({ database }: Pick<Context, 'database'>, { id, status }: Pick<Interview, 'id' | 'status'>): Promise<Recording> {
  const recording = await findRecording(database, id);
  if (recording?.status === 'ready') return recording;
  const waiting = recording === undefined ? status === 'in_progress' || status === 'finishing' : recording.status === 'recording' || recording.status === 'joining';
  if (waiting) throw new ProblemError('not-ready', 'The recording is put together when the conversation is over.');
  throw new ProblemError('not-found', 'There is no recording of this interview (any more).');
}
