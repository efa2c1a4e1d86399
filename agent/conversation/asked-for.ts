/** What an open question asks for, as the judge of silences wants to know it. */
import { expectationOf, type Interviewer, type InterviewState } from '@greenroom/interviewer';
import type { AskedFor } from './end-of-turn/end-of-turn.ts';

/** @param seconds how long the answer being given has taken */
export function askedFor(interviewer: Interviewer, state: InterviewState, seconds: number): AskedFor {
  const question = interviewer.question(state);
  return {
    expectation: question === undefined ? 'explanation' : expectationOf(question, state.asked),
    followUp: state.exchanges.length > 0,
    expectedPoints: question?.expectedPoints ?? [],
    saidBefore: state.exchanges.map(({ answer }) => answer).join(' '),
    timeUsed: (state.secondsUsed + seconds) / Math.max(1, interviewer.budget(state)),
  };
}
