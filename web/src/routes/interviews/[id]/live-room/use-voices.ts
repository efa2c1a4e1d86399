/** Who speaks in the room besides the candidate: the interviewer, and a coach who has come in with a microphone. */
import { roleAttribute, type AgentState } from '@greenroom/contracts';
import { useRemoteParticipants, useTracks, type TrackReference } from '@livekit/components-react';
import { Track, type Room } from 'livekit-client';
import { useRef } from 'react';
import { isInterviewer } from './use-conversation.ts';

export interface Voices {
  interviewerHere: boolean;
  interviewerWasHere: boolean;
  interviewerTrack: TrackReference | undefined;
  /** What LiveKit's own attribute says of the interviewer, until an event tells more. */
  attributeState: AgentState | undefined;
  /** `open`: the coach's microphone is not muted. */
  coach: { name: string; track: TrackReference | undefined; open: boolean } | undefined;
}

export function useVoices(room: Room): Voices {
  const others = useRemoteParticipants({ room });
  const tracks = useTracks([Track.Source.Microphone], { room });
  const interviewer = others.find(isInterviewer);
  const coaches = others.filter(({ attributes }) => attributes[roleAttribute] === 'coach');
  const trackOf = (identity: string | undefined): TrackReference | undefined => tracks.find(({ participant }) => participant.identity === identity);
  const isOpen = (identity: string): boolean => trackOf(identity)?.publication.isMuted === false;
  // The one who speaks, if several are there.
  const coach = coaches.find(({ identity }) => isOpen(identity)) ?? coaches[0];

  const wasHere = useRef(false);
  if (interviewer !== undefined) wasHere.current = true;
  const attribute = interviewer?.attributes['lk.agent.state'];
  return {
    interviewerHere: interviewer !== undefined,
    interviewerWasHere: wasHere.current,
    interviewerTrack: trackOf(interviewer?.identity),
    attributeState: attribute === 'listening' || attribute === 'thinking' || attribute === 'speaking' ? attribute : undefined,
    coach: coach && { name: coach.name || 'Your coach', track: trackOf(coach.identity), open: isOpen(coach.identity) },
  };
}
