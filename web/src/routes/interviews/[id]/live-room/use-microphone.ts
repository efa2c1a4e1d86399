/** The candidate's microphone in the room: opened on arrival, muted and unmuted; what to do when it stays closed. And the speaker. */
import type { Room } from 'livekit-client';
import { useCallback, useEffect, useState } from 'react';
import { canChooseSpeaker, chosenDevice } from '#lib/devices.ts';
import { microphoneProblem } from '#lib/microphone-problem.ts';
import { useRemembered } from './use-remembered.ts';

export interface MicrophoneUse {
  /** Why it is closed, and what to do; empty when it could be opened. */
  problem: string;
  muted: boolean;
  toggle: () => void;
}

/**
 * `wanted`: false until the room is joined. After a return or a reload it is as it was: who was muted stays muted. `paused`: closed
 * for everybody in the room, coaches too, and afterwards as it was.
 */
export function useMicrophone(room: Room, interviewId: string, wanted: boolean, paused: boolean): MicrophoneUse {
  const [problem, setProblem] = useState('');
  const [muted, setMuted] = useRemembered('this-window', `muted.${interviewId}`, false);

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
    [room, setMuted],
  );

  useEffect(() => {
    if (!wanted) return;
    if (paused) void room.localParticipant.setMicrophoneEnabled(false).catch((error: unknown) => setProblem(microphoneProblem(error)));
    else void set(!muted);
    // `muted` is left out on purpose: toggling acts by itself.
  }, [wanted, paused, room, set]);

  const toggle = useCallback(() => void (paused || set(problem === '' ? muted : true)), [set, paused, muted, problem]);
  return { problem, muted, toggle };
}

/** The speaker of the green room. @returns what to know when it is not there any more */
export function useSpeaker(room: Room, wanted: boolean): string {
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const deviceId = chosenDevice('audiooutput');
    if (!wanted || deviceId === undefined || !canChooseSpeaker()) return;
    room.switchActiveDevice('audiooutput', deviceId).then(
      () => setProblem(''),
      () => setProblem('The speaker that you chose is not there; you hear the interviewer where your other programs play.'),
    );
  }, [room, wanted]);
  return problem;
}
