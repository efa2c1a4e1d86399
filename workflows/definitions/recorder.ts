/** The recorder runs beside the conversation. Whatever becomes of it, the interview goes on. */
import { CancellationScope, isCancellation, log, sleep } from '@temporalio/workflow';
import { recordInterview } from './activities.ts';
import type { InterviewState } from './interview-state.ts';

/** The last segment's upload; a recorder that needs longer is not waited for. */
const lastUploadMs = 45_000;

export interface Recorder {
  /** The last segment is stored, or will not be. Never fails. */
  stop(): Promise<void>;
}

export function startRecorder(state: InterviewState): Recorder {
  const { interviewId, clockStartedAt } = state.input;
  const scope = new CancellationScope();
  const ended = scope.run(() => recordInterview({ interviewId, clockStartedAt })).then(
    ({ lost }) => {
      if (lost > 0) state.notices.push(`${lost} pieces of the recording (10 seconds each) could not be stored.`);
    },
    (error: unknown) => {
      if (isCancellation(error)) return;
      log.error('the recorder failed for good', { error });
      state.notices.push('The recording ended early: the recorder failed.');
    },
  );
  return {
    async stop() {
      scope.cancel();
      await Promise.race([ended, sleep(lastUploadMs)]);
    },
  };
}
