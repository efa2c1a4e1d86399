import { taskQueues, workflowIds, workflowNames, type DrawPeaksInput, type Interview, type Peaks, type Recording } from '@greenroom/contracts';
import { findPeaks, findRecording } from '@greenroom/database';
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

/** What draws a recording that can be listened to. One from before this was kept is measured when somebody first asks. */
export async function readyPeaks(context: Pick<Context, 'database' | 'durable'>, interview: Pick<Interview, 'id' | 'status'>): Promise<Peaks> {
  await readyRecording(context, interview);
  const peaks = await findPeaks(context.database, interview.id);
  if (peaks !== undefined) return peaks;
  const input: DrawPeaksInput = { interviewId: interview.id };
  await context.durable.reached(() =>
    context.durable.client.workflow.start(workflowNames.drawPeaks, {
      taskQueue: taskQueues.interviews,
      workflowId: workflowIds.drawPeaks(interview.id),
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  );
  throw new ProblemError('not-ready', 'How loud the recording is, is being measured. Ask again in a few seconds.');
}
