/** The conversation as this page knows it: what the server said at load, and every event since. */
import { LiveEvent, roleAttribute, topics } from '@greenroom/contracts';
import { RoomEvent, type RemoteParticipant, type Room } from 'livekit-client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { follow, typed, type Conversation } from './conversation.ts';

export interface ConversationUse extends Conversation {
  /** Seconds on the interview's clock, now. */
  clock: () => number;
  showTyped: (text: string) => void;
}

export function useConversation(room: Room, soFar: Conversation, clockNow: number): ConversationUse {
  const [conversation, setConversation] = useState(soFar);
  /** The interview's clock minus this page's, in seconds. An event is as old as its way here, so the youngest one is right. */
  const ahead = useRef<number | undefined>(undefined);
  ahead.current ??= clockNow - performance.now() / 1000;

  useEffect(() => {
    const decoder = new TextDecoder();
    const receive = (payload: Uint8Array, sender?: RemoteParticipant, _kind?: unknown, topic?: string): void => {
      if (topic !== topics.live || !mayTell(sender)) return;
      const event = parse(decoder.decode(payload));
      if (event === undefined) return;
      ahead.current = Math.max(ahead.current ?? -Infinity, event.at - performance.now() / 1000);
      setConversation((before) => follow(before, event));
    };
    room.on(RoomEvent.DataReceived, receive);
    return () => void room.off(RoomEvent.DataReceived, receive);
  }, [room]);

  const clock = useCallback(() => performance.now() / 1000 + (ahead.current ?? 0), []);
  const showTyped = useCallback((text: string) => setConversation((before) => typed(before, text)), []);
  return { ...conversation, clock, showTyped };
}

/** The server (which sends without being a participant) and the interviewer; nobody else's data is shown as theirs. */
function mayTell(sender: RemoteParticipant | undefined): boolean {
  return sender === undefined || isInterviewer(sender);
}

export function isInterviewer(participant: RemoteParticipant): boolean {
  return participant.isAgent || participant.attributes[roleAttribute] === 'interviewer';
}

function parse(text: string): LiveEvent | undefined {
  try {
    const event = LiveEvent.safeParse(JSON.parse(text));
    if (event.success) return event.data;
    console.warn('A room event does not fit the contract.', event.error.issues);
  } catch {
    console.warn('A room event is not JSON.');
  }
  return undefined;
}
