/** A pause is shown to everyone, and ends the interview when it lasts too long. */
import type { EndReason } from '@greenroom/contracts';
import { condition } from '@temporalio/workflow';
import { setPaused } from './activities.ts';
import type { InterviewState } from './interview-state.ts';

/** Never resolves: tells of every pause and every return. */
export async function tellPauses(state: InterviewState): Promise<never> {
  const { clock, input, progress } = state;
  for (;;) {
    await condition(() => clock.paused);
    const before = { phase: progress.phase, step: progress.step };
    Object.assign(progress, { phase: 'paused', step: 'The interview is paused' });
    await setPaused({ interviewId: input.interviewId, pausedAtMs: clock.pauses.at(-1)?.fromMs ?? Date.now() });
    await state.announce({ type: 'interview:paused', limitSeconds: input.pauseLimitSeconds });
    await condition(() => !clock.paused);
    Object.assign(progress, before);
    await setPaused({ interviewId: input.interviewId, pausedAtMs: null });
    await state.announce({ type: 'interview:resumed' });
  }
}

export async function pausedForTooLong({ clock, input, notices }: InterviewState): Promise<EndReason> {
  for (let inTime = true; inTime; ) {
    await condition(() => clock.paused);
    inTime = await condition(() => !clock.paused, input.pauseLimitSeconds * 1000);
  }
  const minutes = Math.round(input.pauseLimitSeconds / 60);
  notices.push(`The interview was paused and not resumed within ${minutes < 1 ? `${input.pauseLimitSeconds} seconds` : minutes === 1 ? 'a minute' : `${minutes} minutes`}, so it ended there.`);
  return 'time_out';
}
