/** The conversation as this page knows it: what the server said at load, and every event since. */
import { LiveEvent, roleAttribute, topics } from '@greenroom/contracts';
import { RoomEvent, type RemoteParticipant, type Room } from 'livekit-client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { keep, recall } from '#lib/remembered.ts';
import { caughtUp, follow, putAway, typed, withWhispers, type Conversation, type Whisper } from './conversation.ts';

export interface ConversationUse extends Omit<Conversation, 'putAway'> {
  /** Seconds on the interview's clock, now. */
  clock: () => number;
  showTyped: (text: string) => void;
  putAway: (whisperId: string) => void;
}

interface Start {
  interviewId: string;
  soFar: Conversation;
  clockNow: number;
}

/** `arrivals`: how often this page has come into the room. What happened while it was away is asked for. */
export function useConversation(room: Room, { interviewId, soFar, clockNow }: Start, arrivals: number): ConversationUse {
  const [whispersKey, awayKey] = [`whispers.${interviewId}`, `whispers-put-away.${interviewId}`];
  // The server tells all cards; which of them were put away, and those that it could not tell, this window remembers.
  const [conversation, setConversation] = useState<Conversation>(() => withWhispers({ ...soFar, whispers: recalled(whispersKey), putAway: recalled(awayKey) }, soFar.whispers, 'listed'));
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

  useEffect(() => {
    if (arrivals < 2) return;
    const away = new AbortController();
    void catchUp(interviewId, away.signal).then((now) => now && setConversation((before) => caughtUp(before, now)));
    return () => away.abort();
  }, [interviewId, arrivals]);

  const { whispers, putAway: away } = conversation;
  useEffect(() => void keep('this-window', whispersKey, whispers), [whispersKey, whispers]);
  useEffect(() => void keep('this-window', awayKey, away), [awayKey, away]);

  const clock = useCallback(() => performance.now() / 1000 + (ahead.current ?? 0), []);
  const showTyped = useCallback((text: string) => setConversation((before) => typed(before, text)), []);
  const putWhisperAway = useCallback((id: string) => setConversation((before) => putAway(before, id)), []);
  return { ...conversation, clock, showTyped, putAway: putWhisperAway };
}

const recalled = (key: string): Whisper[] => (recall('this-window', key) as Whisper[] | undefined) ?? [];

/** Undefined: it could not be had. The room's events go on, so nothing stays wrong for long. */
async function catchUp(interviewId: string, signal: AbortSignal): Promise<Conversation | undefined> {
  try {
    const response = await fetch(`/interviews/${interviewId}/so-far`, { signal });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return ((await response.json()) as { soFar: Conversation }).soFar;
  } catch (error) {
    if (!signal.aborted) console.warn('What happened while the connection was away could not be asked for.', error);
    return undefined;
  }
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
