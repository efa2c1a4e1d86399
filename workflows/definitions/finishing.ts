/** From the end of the talk to the report. */
import type { EndReason } from '@greenroom/contracts';
import { log } from '@temporalio/workflow';
import { sendLetter } from './account-activities.ts';
import { discardRecording, finalMeasures, hasCandidateSpoken, joinRecording, keepReportLetter, makeReport, recoverMissedSpeech, setStatus, tellReport } from './activities.ts';
import type { InterviewState } from './interview-state.ts';

export async function finish(state: InterviewState, endReason: EndReason, durationSeconds: number): Promise<void> {
  const { interviewId, clockStartedAt } = state.input;
  const typed = state.input.mode === 'typed';
  const end = async (to: 'completed' | 'abandoned' | 'failed', step: string): Promise<void> => {
    await setStatus({ interviewId, to, endReason, durationSeconds, endedAt: Date.now() });
    Object.assign(state.progress, { phase: to, step, percent: 100 });
    await state.announce({ type: 'interview:complete', status: to });
  };

  if (!(await hasCandidateSpoken(interviewId))) {
    if (!typed) await withoutFailing('discard the recording', () => discardRecording(state.input));
    if (endReason !== 'agent_lost') return end('abandoned', 'The candidate said nothing; there is no report');
    await state.notice('error', 'No interviewer could join, so this interview did not take place. Please start a new one.');
    return end('failed', 'No interviewer could join');
  }

  if (typed) {
    state.notices.push('This interview was typed: there is no recording, and pace, pauses and fillers were not measured.');
  } else {
    await state.step('Joining the recording', 25);
    const recording = await withoutFailing('join the recording', () => joinRecording(state.input));
    state.notices.push(...(recording?.notices ?? ['The recording could not be joined; its parts are kept.']));
  }

  if (state.progress.agentAttempts > 1) {
    await state.step('Hearing again what was said while the interviewer was away', 40);
    const words = await withoutFailing('recover what was said while nobody listened', () => recoverMissedSpeech({ interviewId, pauses: onClock(state) }));
    if (words === undefined) state.notices.push('What was said while the interviewer was away is in the recording, but not in the transcript.');
    else if (words > 0) state.notices.push(`${words} words that were said while the interviewer was away were taken from the recording.`);
  }

  await state.step('Measuring the answers', 50);
  const measured = await withoutFailing('measure the last turns', () => finalMeasures(interviewId));
  if (measured === undefined) state.notices.push('Some answers could not be measured.');

  await state.step('Writing the report', 65);
  const report = await withoutFailing('make the report', () => makeReport({ interviewId, createdAt: new Date().toISOString(), notices: [...restarts(state), ...state.notices] }));
  if (report === undefined) {
    await state.notice('error', 'The report could not be made. Everything that was said and recorded is kept.');
    return end('failed', 'The report could not be made');
  }
  await withoutFailing('tell the scores', () => tellReport({ interviewId, clockStartedAt }));
  await state.step('The report is ready', 100);
  await end('completed', 'The report is ready');
  await withoutFailing('send the letter', () => letter(interviewId));
}

async function letter(interviewId: string): Promise<void> {
  const key = await keepReportLetter(interviewId);
  if (key !== null) await sendLetter(key);
}

function restarts({ progress }: InterviewState): string[] {
  const times = progress.agentAttempts - 1;
  if (times < 1) return [];
  return [`The interviewer's connection was lost and restored ${times === 1 ? 'once' : `${times} times`} during this interview.`];
}

/** The pauses in seconds on the interview's clock: nobody was to listen then. */
const onClock = ({ clock, input }: InterviewState): { from: number; to: number }[] =>
  clock.pauses.map(({ fromMs, toMs }) => ({ from: (fromMs - input.clockStartedAt) / 1000, to: ((toMs ?? Date.now()) - input.clockStartedAt) / 1000 }));

/** A step that may fail for good: undefined then, and the log says why. */
async function withoutFailing<T>(what: string, step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    log.error(`could not ${what}`, { error });
    return undefined;
  }
}
