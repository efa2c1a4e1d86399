/** The candidate's microphone in the room: opened on arrival, muted and unmuted; what to do when it stays closed. */
import type { Room } from 'livekit-client';
import { useCallback, useEffect, useState } from 'react';
import { chosenDevice } from '#lib/devices.ts';
import { microphoneProblem } from '../microphone.ts';

export interface MicrophoneUse {
  /** Why it is closed, and what to do; empty when it could be opened. */
  problem: string;
  muted: boolean;
  toggle: () => void;
}

/** `wanted`: false until the room is joined. After a return it is as it was: who was muted stays muted. */
export function useMicrophone(room: Room, wanted: boolean): MicrophoneUse {
  const [problem, setProblem] = useState('');
  const [muted, setMuted] = useState(false);

  const set = useCallback(
    async (open: boolean) => {
      const deviceId = chosenDevice('audioinput');
      try {
        await room.localParticipant.setMicrophoneEnabled(open, deviceId === undefined ? undefined : { deviceId: { ideal: deviceId } });
        setProblem('');
        setMuted(!open);
      } catch (error) {
        setProblem(microphoneProblem(error));
      }
    },
    [room],
  );

  useEffect(() => {
    if (wanted) void set(!muted);
    // `muted` is left out on purpose: toggling acts by itself.
  }, [wanted, set]);

  const toggle = useCallback(() => void set(problem === '' ? muted : true), [set, muted, problem]);
  return { problem, muted, toggle };
}
