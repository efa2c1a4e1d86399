/** How the interview stands, in words. */
import type { Desk } from './desk.ts';

export function stateWords({ over, coachLeads, paused, agentState }: Desk, candidate: string): string {
  if (over !== undefined) return 'The conversation is over.';
  if (paused) return `${candidate} has paused the interview. Nothing is heard or recorded until it goes on.`;
  if (coachLeads) return 'A coach leads; the interviewer is silent.';
  switch (agentState) {
    case 'listening':
      return 'The interviewer listens.';
    case 'thinking':
      return 'The interviewer thinks.';
    case 'speaking':
      return 'The interviewer speaks.';
    case 'reconnecting':
      return 'The interviewer lost its connection and is coming back. What was said is kept.';
    case 'left':
      return 'The interviewer has left.';
    case 'joining':
      return 'The interviewer is on the way.';
    default:
      return '';
  }
}
