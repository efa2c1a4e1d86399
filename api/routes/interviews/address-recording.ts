import type { Handler } from '../../operation.ts';
import { readyRecording } from '../../recordings/availability.ts';

export const addressRecording: Handler<'addressRecording'> = async (context, { interview }) => {
  await readyRecording(context, interview);
  return context.recordings.sign(interview.id);
};
