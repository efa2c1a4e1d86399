/** The life of one interview, from its room to its report. */
import { queries, signals, type EndReason, type InterviewInput, type InterviewProgress, type ParticipantSignal } from '@greenroom/contracts';
import { CancellationScope, defineQuery, defineSignal, log, setHandler } from '@temporalio/workflow';
import { closeRoom, setStatus } from './activities.ts';
import { conversation } from './conversation.ts';
import { finish } from './finishing.ts';
import { InterviewState } from './interview-state.ts';
import { Presence } from './presence.ts';
import { startRecorder } from './recorder.ts';

export const participantJoined = defineSignal<[ParticipantSignal]>(signals.participantJoined);
export const participantLeft = defineSignal<[ParticipantSignal]>(signals.participantLeft);
export const end = defineSignal<[EndReason]>(signals.end);
export const progress = defineQuery<InterviewProgress>(queries.progress);

/** So long the last words need from the interviewer's mouth to the candidate's ear. */
const lastWordsMs = 1_500;

export async function interview(input: InterviewInput): Promise<InterviewProgress> {
  const { interviewId } = input;
  const state = new InterviewState(input);
  const presence = new Presence(state);
  setHandler(participantJoined, (signal) => presence.joined(signal));
  setHandler(participantLeft, (signal) => presence.left(signal));
  setHandler(end, (reason) => { state.endRequested ??= reason; });
  setHandler(progress, () => state.progress);
  // An operator who cancels the workflow ends the conversation; what was said is still made into a report.
  CancellationScope.current().cancelRequested.catch(() => { state.endRequested ??= 'time_out'; });

  return CancellationScope.nonCancellable(async () => {
    const recorder = startRecorder(state);
    const endReason = await conversation(state, presence);
    const durationSeconds = Math.max(0, Math.round((Date.now() - input.clockStartedAt) / 1000));

    Object.assign(state.progress, { phase: 'finishing', endReason });
    await setStatus({ interviewId, to: 'finishing', endReason, durationSeconds, endedAt: null });
    await state.step('Closing the room', 5);
    state.roomOpen = false;
    await closeRoom({ interviewId, attempt: state.progress.agentAttempts, lingerMs: endReason === 'finished' ? lastWordsMs : 0 })
      .catch((error: unknown) => log.warn('the room could not be closed; LiveKit closes it when everyone has left', { error }));
    await recorder.stop();
    await finish(state, endReason, durationSeconds);
    return state.progress;
  });
}
