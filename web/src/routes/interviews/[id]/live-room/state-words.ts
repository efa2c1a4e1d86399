/** The one state of the room, in words. */
import type { AgentState } from '@greenroom/contracts';
import type { Presence } from './use-room.ts';

export interface RoomState {
  /** How the ring looks. */
  ring: 'still' | 'waiting' | 'listening' | 'thinking' | 'speaking' | 'coach';
  words: string;
  /** Said aloud to a screen reader: only what needs attention, not every turn of the conversation. */
  announce: boolean;
}

interface Seen {
  presence: Presence;
  /** LiveKit mends the connection by itself at the moment. */
  mending: boolean;
  interviewerHere: boolean;
  interviewerWasHere: boolean;
  agentState: AgentState | undefined;
  paused: boolean;
  /** Name of the coach who has taken over. */
  leader: string | undefined;
  over: boolean;
}

export function roomState({ presence, mending, interviewerHere, interviewerWasHere, agentState, paused, leader, over }: Seen): RoomState {
  if (over) return { ring: 'still', words: 'The interview is over', announce: true };
  if (presence === 'joining') return { ring: 'waiting', words: 'Joining the room', announce: true };
  if (presence === 'returning' || mending) return { ring: 'waiting', words: 'Your connection dropped; reconnecting. What you said is kept.', announce: true };
  if (presence !== 'in') return { ring: 'still', words: '', announce: false };
  if (paused) return { ring: 'still', words: 'Paused', announce: true };
  if (leader !== undefined) return { ring: 'coach', words: `${leader} has taken over. The interviewer is silent.`, announce: true };
  if (agentState === 'left') return { ring: 'still', words: 'The interviewer has left', announce: true };
  if (agentState === 'reconnecting' || (!interviewerHere && interviewerWasHere)) {
    return { ring: 'waiting', words: 'The interviewer lost the connection and is coming back. What you said is kept.', announce: true };
  }
  if (!interviewerHere) return { ring: 'waiting', words: 'The interviewer is on the way', announce: true };
  switch (agentState) {
    case 'listening':
      return { ring: 'listening', words: 'Listening', announce: false };
    case 'thinking':
      return { ring: 'thinking', words: 'Thinking', announce: false };
    case 'speaking':
      return { ring: 'speaking', words: 'Speaking', announce: false };
    default:
      return { ring: 'waiting', words: 'The interviewer is getting ready', announce: false };
  }
}
