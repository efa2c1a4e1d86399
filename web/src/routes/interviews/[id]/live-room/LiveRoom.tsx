/** The interview itself: the question, the interviewer's voice, what is being said, and three controls. Nothing else. */
import { textTopics, type AgentState } from '@greenroom/contracts';
import { RoomAudioRenderer, RoomContext, useAudioPlayback, useConnectionState, useRemoteParticipants, useTracks } from '@livekit/components-react';
import { ConnectionState, Track, type Room } from 'livekit-client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Absence } from './Absence.tsx';
import { Captions } from './Captions.tsx';
import { Controls } from './Controls.tsx';
import type { Conversation } from './conversation.ts';
import { EndDialog } from './EndDialog.tsx';
import { Notices } from './Notices.tsx';
import { roomState } from './state-words.ts';
import { TimeLine } from './TimeLine.tsx';
import { TypedAnswer } from './TypedAnswer.tsx';
import { isInterviewer, useConversation } from './use-conversation.ts';
import { useMicrophone } from './use-microphone.ts';
import { useRoom, type RoomUse } from './use-room.ts';
import { VoiceRing } from './VoiceRing.tsx';

export interface LiveRoomProps {
  interviewId: string;
  /** Seconds per question, in order. */
  budgets: number[];
  /** Seconds on the interview's clock at load. */
  clockNow: number;
  soFar: Conversation;
  /** The conversation is over, or this window has left it. */
  onLeft: () => void;
}

export function LiveRoom(props: LiveRoomProps) {
  const use = useRoom(props.interviewId, props.onLeft);
  return (
    <RoomContext.Provider value={use.room}>
      <Stage {...props} {...use} />
      <RoomAudioRenderer />
    </RoomContext.Provider>
  );
}

function Stage({ interviewId, budgets, clockNow, soFar, onLeft, room, presence, problem, comeBack }: LiveRoomProps & RoomUse) {
  const conversation = useConversation(room, soFar, clockNow);
  const microphone = useMicrophone(room, presence === 'in');
  const sound = useAudioPlayback(room);
  const interviewer = useInterviewer(room);
  const [typing, setTyping] = useState(false);
  const [ending, setEnding] = useState(false);
  const connection = useConnectionState(room);
  const mending = connection === ConnectionState.Reconnecting || connection === ConnectionState.SignalReconnecting;

  const { over } = conversation;
  useEffect(() => {
    if (over) onLeft();
  }, [over, onLeft]);

  const send = useCallback(
    async (text: string) => {
      await room.localParticipant.sendText(text, { topic: textTopics.chat });
      conversation.showTyped(text);
    },
    [room, conversation.showTyped],
  );

  if (presence === 'elsewhere' || presence === 'lost') return <Absence presence={presence} problem={problem} onComeBack={comeBack} />;
  const state = roomState({ presence, mending, ...interviewer, agentState: conversation.agentState ?? interviewer.attributeState, over });
  const { asked } = conversation;

  return (
    <div className="page flex grow flex-col">
      <TimeLine asked={asked} budgets={budgets} clock={conversation.clock} />
      <Notices notices={conversation.notices} microphoneProblem={presence === 'in' ? microphone.problem : ''} soundBlocked={!sound.canPlayAudio} onTurnOnSound={sound.startAudio} />
      <div className="flex grow flex-col items-center justify-center gap-2 py-2 text-center">
        <h1 className="max-w-[26em] font-serif text-title text-balance sm:text-display" data-testid="question">
          {asked?.text ?? 'The first question comes in a moment'}
        </h1>
        <VoiceRing track={interviewer.track} ring={state.ring} />
        <p className="min-h-3 max-w-prose" data-testid="state">
          {state.words}
        </p>
        <p className="sr-only" role="status">
          {state.announce ? state.words : ''}
        </p>
      </div>
      <Captions lines={conversation.lines} />
      <div className="sticky bottom-0 mt-2 grid gap-2 bg-paper pt-1">
        {(typing || microphone.problem !== '') && <TypedAnswer focus={typing} ready={presence === 'in'} onSend={send} />}
        <Controls microphone={microphone} typing={typing} onType={() => setTyping(!typing)} onEnd={() => setEnding(true)} />
      </div>
      <EndDialog open={ending} interviewId={interviewId} answered={asked?.index ?? 0} total={budgets.length} onClose={() => setEnding(false)} onEnded={onLeft} />
    </div>
  );
}

/** Who asks the questions, their voice, and what LiveKit's own attribute says of their state until an event tells more. */
function useInterviewer(room: Room) {
  const interviewer = useRemoteParticipants({ room }).find(isInterviewer);
  const track = useTracks([Track.Source.Microphone], { room }).find(({ participant }) => participant.identity === interviewer?.identity);
  const wasHere = useRef(false);
  if (interviewer !== undefined) wasHere.current = true;
  const attribute = interviewer?.attributes['lk.agent.state'];
  const attributeState: AgentState | undefined = attribute === 'listening' || attribute === 'thinking' || attribute === 'speaking' ? attribute : undefined;
  return { track, interviewerHere: interviewer !== undefined, interviewerWasHere: wasHere.current, attributeState };
}
