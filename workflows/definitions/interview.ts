/** The life of one interview, from its room to its report. */
import { queries, signals, type EndReason, type InterviewInput, type InterviewProgress, type ParticipantSignal, type OrderNotice } from '@greenroom/contracts';
import { CancellationScope, defineQuery, defineSignal, log, setHandler } from '@temporalio/workflow';
import { closeRoom, setPaused, setStatus } from './activities.ts';
import { conversation } from './conversation.ts';
import { finish } from './finishing.ts';
import { Inbox } from './inbox.ts';
import { InterviewState } from './interview-state.ts';
import { Presence } from './presence.ts';
import { startRecorder } from './recorder.ts';
import { keepWhatWaits, typedConversation } from './typed-conversation.ts';

export const participantJoined = defineSignal<[ParticipantSignal]>(signals.participantJoined);
export const participantLeft = defineSignal<[ParticipantSignal]>(signals.participantLeft);
export const end = defineSignal<[EndReason]>(signals.end);
export const command = defineSignal<[OrderNotice]>(signals.command);
export const progress = defineQuery<InterviewProgress>(queries.progress);

/** So long the last words need from the interviewer's mouth to the candidate's ear. */
const lastWordsMs = 1_500;

export async function interview(input: InterviewInput): Promise<InterviewProgress> {
  const { interviewId } = input;
  const state = new InterviewState(input);
  const presence = new Presence(state);
  const inbox = new Inbox(state.clock);
  setHandler(participantJoined, (signal) => presence.joined(signal));
  setHandler(participantLeft, (signal) => presence.left(signal));
  setHandler(end, (reason) => { state.endRequested ??= reason; });
  setHandler(command, (notice) => inbox.take(notice));
  setHandler(progress, () => state.progress);
  // An operator who cancels the workflow ends the conversation; what was said is still made into a report.
  CancellationScope.current().cancelRequested.catch(() => { state.endRequested ??= 'time_out'; });

  return CancellationScope.nonCancellable(async () => {
    const typed = input.mode === 'typed';
    const recorder = typed ? undefined : startRecorder(state);
    const endReason = await (typed ? typedConversation(state, inbox) : conversation(state, presence));
    const durationSeconds = Math.max(0, Math.round((Date.now() - input.clockStartedAt - state.clock.pausedMs) / 1000));
    if (state.clock.pauses.length > 0) await setPaused({ interviewId, pausedAtMs: null });
    state.clock.resume();

    Object.assign(state.progress, { phase: 'finishing', endReason });
    await setStatus({ interviewId, to: 'finishing', endReason, durationSeconds, endedAt: null });
    await state.step(typed ? 'Closing the interview' : 'Closing the room', 5);
    if (recorder === undefined) {
      await keepWhatWaits(state, inbox);
      return finished();
    }
    state.roomOpen = false;
    await closeRoom({ interviewId, attempt: state.progress.agentAttempts, lingerMs: endReason === 'finished' ? lastWordsMs : 0 })
      .catch((error: unknown) => log.warn('the room could not be closed; LiveKit closes it when everyone has left', { error }));
    await recorder.stop();
    return finished();

    async function finished(): Promise<InterviewProgress> {
      await finish(state, endReason, durationSeconds);
      return state.progress;
    }
  });
}
