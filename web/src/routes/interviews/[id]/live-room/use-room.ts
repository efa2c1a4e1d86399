/** Into the room, and back into it when the connection is lost. LiveKit mends short losses itself; this is for the long ones. */
import { RoomAccess } from '@greenroom/contracts';
import { ConnectionError, ConnectionErrorReason, DisconnectReason, Room, RoomEvent } from 'livekit-client';
import { useCallback, useEffect, useState } from 'react';

/**
 * - `joining`: on the way in. - `in`: connected. - `returning`: thrown out, trying again.
 * - `elsewhere`: another window took this one's place. - `lost`: gave up trying; a person has to say when to go on.
 */
export type Presence = 'joining' | 'in' | 'returning' | 'elsewhere' | 'lost';

/** Waits between attempts to get back, in ms: half a minute in all. */
const waits = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

export interface RoomUse {
  room: Room;
  presence: Presence;
  /** Why it was lost, for a person. */
  problem: string;
  /** How often this page has come into the room. */
  arrivals: number;
  /** Come back in: after `elsewhere` or `lost`. */
  comeBack: () => void;
}

/** `onClosed`: the server has closed the room, or the interview is over. */
export function useRoom(interviewId: string, onClosed: () => void): RoomUse {
  const [room] = useState(() => new Room({ disconnectOnPageLeave: true }));
  const [presence, setPresence] = useState<Presence>('joining');
  const [problem, setProblem] = useState('');
  const [visit, setVisit] = useState(0);
  const [arrivals, setArrivals] = useState(0);

  useEffect(() => {
    const leaving = new AbortController();
    void stay(room, interviewId, leaving.signal, {
      presence: (now, why = '') => {
        setPresence(now);
        setProblem(why);
        if (now === 'in') setArrivals((n) => n + 1);
      },
      closed: onClosed,
    });
    return () => {
      leaving.abort();
      void room.disconnect();
    };
  }, [room, interviewId, visit, onClosed]);

  // LiveKit has mended the connection by itself: what was sent meanwhile is lost all the same.
  useEffect(() => {
    const mended = (): void => setArrivals((n) => n + 1);
    room.on(RoomEvent.Reconnected, mended);
    return () => void room.off(RoomEvent.Reconnected, mended);
  }, [room]);

  const comeBack = useCallback(() => {
    setPresence('joining');
    setVisit((n) => n + 1);
  }, []);
  return { room, presence, problem, arrivals, comeBack };
}

interface Report {
  presence: (now: Presence, why?: string) => void;
  closed: () => void;
}

async function stay(room: Room, interviewId: string, signal: AbortSignal, report: Report): Promise<void> {
  let failures = 0;
  let wasIn = false;
  while (!signal.aborted) {
    // Listened to from before the first step: another window can take this one's place while it is still coming in.
    const leaving = listenForLeaving(room, signal);
    const entry = await enter(room, interviewId, signal);
    if (entry === 'in' && !signal.aborted) {
      failures = 0;
      wasIn = true;
      report.presence('in');
      await leaving.left;
    }
    leaving.stop();
    if (signal.aborted || leaving.reason() === DisconnectReason.CLIENT_INITIATED) return;
    if (entry === 'elsewhere' || leaving.reason() === DisconnectReason.DUPLICATE_IDENTITY) return report.presence('elsewhere');
    if (entry === 'over' || isClosed(leaving.reason())) return report.closed();
    const why = entry === 'in' ? '' : entry.problem;
    if (entry !== 'in' && entry.final) return report.presence('lost', why);
    const wait = waits[failures];
    failures += 1;
    if (wait === undefined) return report.presence('lost', why);
    report.presence(wasIn ? 'returning' : 'joining');
    await pause(wait, signal);
  }
}

type Entry = 'in' | 'over' | 'elsewhere' | { problem: string; final: boolean };

async function enter(room: Room, interviewId: string, signal: AbortSignal): Promise<Entry> {
  if (typeof RTCPeerConnection === 'undefined') return { problem: 'This browser cannot carry voices: it has no WebRTC, or it is switched off. Open this page in another browser.', final: true };
  try {
    const response = await fetch(`/interviews/${interviewId}/access`, { method: 'POST', signal });
    if (response.status === 401) return { problem: 'You have been signed out. Sign in again in another tab, then come back here.', final: true };
    if (response.status === 404 || response.status === 409 || response.status === 410) return 'over';
    if (!response.ok) return { problem: 'The interview service does not answer.', final: false };
    const { url, token } = RoomAccess.parse(await response.json());
    await room.connect(url, token);
    return 'in';
  } catch (error) {
    if (error instanceof ConnectionError && error.reason === ConnectionErrorReason.LeaveRequest && error.context === DisconnectReason.DUPLICATE_IDENTITY) return 'elsewhere';
    return { problem: 'The room cannot be reached. Check your connection.', final: false };
  }
}

interface Leaving {
  /** Resolves when the room is left, or when nobody waits any more. */
  left: Promise<void>;
  reason: () => DisconnectReason | undefined;
  stop: () => void;
}

function listenForLeaving(room: Room, signal: AbortSignal): Leaving {
  let reason: DisconnectReason | undefined;
  const { promise: left, resolve } = Promise.withResolvers<void>();
  const leave = (why?: DisconnectReason): void => {
    reason = why;
    resolve();
  };
  const abort = (): void => resolve();
  room.once(RoomEvent.Disconnected, leave);
  signal.addEventListener('abort', abort, { once: true });
  const stop = (): void => {
    room.off(RoomEvent.Disconnected, leave);
    signal.removeEventListener('abort', abort);
  };
  return { left, reason: () => reason, stop };
}

function isClosed(reason: DisconnectReason | undefined): boolean {
  return reason === DisconnectReason.ROOM_DELETED || reason === DisconnectReason.ROOM_CLOSED || reason === DisconnectReason.PARTICIPANT_REMOVED;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
