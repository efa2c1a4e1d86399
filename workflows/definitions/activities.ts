/** How each activity is retried and when it counts as dead. */
import { ActivityCancellationType, isCancellation, log, proxyActivities } from '@temporalio/workflow';
import type { Activities, Announcement } from '../activities/index.ts';
import type { RecorderActivities } from '../recording/record-interview.ts';
import { taskQueues } from '@greenroom/contracts';

/** Short calls to LiveKit and the database. A server that restarts is waited for. */
export const { clearAwayAgent, hasCandidateSpoken, setPaused, setStatus } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '10 seconds' },
});

/** When LiveKit cannot be asked for half a minute, what its webhooks said counts. */
export const { isCandidatePresent, closeRoom } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '5 seconds', maximumAttempts: 8 },
});

/** Cancelling waits for it to end, so that no dispatch is made into a room that is being closed. */
export const { sendAgent } = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '2 seconds', maximumAttempts: 20 },
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

/** One step of a typed interview: follow-ups by a model take seconds, a database that restarts is waited for. */
export const { typedStep } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  // A worker that was killed is noticed by this.
  heartbeatTimeout: '4 seconds',
  retry: { initialInterval: '300 ms', maximumInterval: '5 seconds' },
});

const presence = proxyActivities<Activities>({ startToCloseTimeout: '5 seconds', retry: { initialInterval: '500 ms', maximumAttempts: 5 } });

/** While nobody can be asked, nobody is sent away. */
export const isCandidateHere = (interviewId: string): Promise<boolean> => presence.isCandidateHere(interviewId).catch((error: unknown) => {
  if (isCancellation(error)) throw error;
  log.warn('the candidate’s presence is not known', { error });
  return true;
});

export const { watchAgent } = proxyActivities<Activities>({
  startToCloseTimeout: '25 hours',
  heartbeatTimeout: '5 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '2 seconds' },
});

export const { recordInterview } = proxyActivities<RecorderActivities>({
  taskQueue: taskQueues.recording,
  startToCloseTimeout: '25 hours',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 ms', backoffCoefficient: 1.5, maximumInterval: '5 seconds' },
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

/** The recording is worth some patience; without it the report is made all the same. */
export const { joinRecording, discardRecording, drawRecordingPeaks } = proxyActivities<Activities>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds', maximumAttempts: 6 },
});

export const { recoverMissedSpeech } = proxyActivities<Activities>({
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds', maximumAttempts: 3 },
});

export const { finalMeasures, makeReport } = proxyActivities<Activities>({
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '15 seconds', maximumAttempts: 8 },
});

export const { tellReport } = proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', maximumAttempts: 4 },
});

export const { keepReportLetter } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '15 seconds', maximumAttempts: 8 },
});

const announcing = proxyActivities<Activities>({
  startToCloseTimeout: '5 seconds',
  retry: { initialInterval: '200 ms', maximumAttempts: 3 },
});

/** Telling is worth three tries; an interview does not fail because nobody could be told. */
export async function announce(announcement: Announcement): Promise<void> {
  try {
    await announcing.announce(announcement);
  } catch (error) {
    log.warn('could not be announced', { type: announcement.event.type, error });
  }
}
