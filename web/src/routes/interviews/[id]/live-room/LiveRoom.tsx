/** The interview itself: the question, the interviewer's voice, what is being said, and what one can do about it. Nothing else. */
import { textTopics } from '@greenroom/contracts';
import { RoomAudioRenderer, RoomContext, useAudioPlayback, useConnectionState } from '@livekit/components-react';
import { ConnectionState } from 'livekit-client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { keysAreOn, rememberKeys } from '#lib/shortcuts.ts';
import { Absence } from './Absence.tsx';
import { Captions } from './Captions.tsx';
import { Company } from './Company.tsx';
import { Controls } from './Controls.tsx';
import type { Conversation } from './conversation.ts';
import { EndDialog } from './EndDialog.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { Notices } from './Notices.tsx';
import { PausePanel } from './PausePanel.tsx';
import { QuestionOrders } from './QuestionOrders.tsx';
import { QuestionText } from './QuestionText.tsx';
import { roomState } from './state-words.ts';
import { TimeLine } from './TimeLine.tsx';
import { TypedAnswer } from './TypedAnswer.tsx';
import { useConversation } from './use-conversation.ts';
import { useMicrophone, useSpeaker } from './use-microphone.ts';
import { useOrders } from './use-orders.ts';
import { useRemembered } from './use-remembered.ts';
import { useRoom, type RoomUse } from './use-room.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useVoices } from './use-voices.ts';
import { VoiceRing } from './VoiceRing.tsx';
import { Whispers } from './Whispers.tsx';

export interface LiveRoomProps {
  interviewId: string;
  /** Seconds per question, in order. */
  budgets: number[];
  /** Seconds on the interview's clock at load. */
  clockNow: number;
  soFar: Conversation;
  /** The account's wish, until it is changed here. */
  captions: boolean;
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

function Stage({ interviewId, budgets, clockNow, soFar, captions: captionsAtFirst, onLeft, room, presence, problem, arrivals, comeBack }: LiveRoomProps & RoomUse) {
  const conversation = useConversation(room, { interviewId, soFar, clockNow }, arrivals);
  const { asked, paused, listeners, cue, whispers, over } = conversation;
  const inRoom = presence === 'in';
  const microphone = useMicrophone(room, interviewId, inRoom, paused !== undefined);
  const speakerProblem = useSpeaker(room, inRoom);
  const sound = useAudioPlayback(room);
  const voices = useVoices(room);
  const orders = useOrders(interviewId);
  const connection = useConnectionState(room);
  const mending = connection === ConnectionState.Reconnecting || connection === ConnectionState.SignalReconnecting;

  const [typing, setTyping] = useRemembered('this-window', `typing.${interviewId}`, false);
  const [captions, setCaptions] = useRemembered('this-browser', 'captions', captionsAtFirst);
  const [keys, setKeys] = useState(keysAreOn);
  const [dialog, setDialog] = useState<'end' | 'keys'>();
  const closeDialog = useCallback(() => setDialog(undefined), []);

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

  const leader = conversation.coachLeads ? (listeners?.find(({ state }) => state === 'leads')?.name ?? voices.coach?.name ?? 'Your coach') : undefined;
  /** A coach's microphone is open without having taken over. */
  const whispering = leader === undefined && voices.coach?.open ? voices.coach.name : undefined;
  const ready = inRoom && !mending;
  /** There is a question of the interviewer's to ask about. */
  const open = paused === undefined && leader === undefined && asked !== undefined;
  const may = (act: () => void) => () => ready && orders.pending === undefined && act();
  useShortcuts(
    {
      m: microphone.toggle,
      p: may(() => orders.order(paused ? 'resume' : 'pause')),
      r: may(() => open && orders.order('repeat')),
      t: may(() => open && orders.order('think')),
      w: () => setTyping(!typing),
      c: () => setCaptions(!captions),
      '?': () => setDialog('keys'),
    },
    keys,
  );
  useFocusAfterPause(paused !== undefined);
  const returned = useReturned(arrivals);

  if (presence === 'elsewhere' || presence === 'lost') return <Absence presence={presence} problem={problem} onComeBack={comeBack} />;
  const { interviewerHere, interviewerWasHere } = voices;
  const state = roomState({ presence, mending, interviewerHere, interviewerWasHere, agentState: conversation.agentState ?? voices.attributeState, paused: paused !== undefined, leader, over });
  const standsStill = paused !== undefined && ready;
  const unheard = microphone.muted && microphone.problem === '' && !typing && !standsStill && state.ring === 'listening' ? 'You are muted: the interviewer does not hear you.' : undefined;
  const alone = leader === undefined ? undefined : `Should ${leader} lose the connection, the interviewer comes back by itself within a minute.`;
  const quiet = standsStill ? undefined : (cue ?? unheard ?? alone);
  const hint = orders.said ?? (quiet === undefined ? undefined : { text: quiet, problem: false });

  return (
    <div className="page flex grow flex-col">
      <TimeLine asked={asked} budgets={budgets} clock={conversation.clock} pausedSince={paused?.since} />
      <Company listeners={listeners} />
      <Notices notices={conversation.notices} microphoneProblem={inRoom ? microphone.problem : ''} speakerProblem={speakerProblem} soundBlocked={!sound.canPlayAudio} onTurnOnSound={sound.startAudio} />
      <Whispers whispers={whispers} onPutAway={conversation.putAway} />
      <div className="flex grow flex-col items-center justify-center gap-1 py-2 text-center">
        {standsStill ? (
          <PausePanel pause={paused} question={asked?.text} clock={conversation.clock} going={orders.pending === 'resume'} onGoOn={() => orders.order('resume')} />
        ) : (
          <>
            <QuestionText text={asked?.text} leader={leader} />
            {asked !== undefined && leader === undefined && <QuestionOrders orders={orders} questionId={asked.questionId} ready={ready} keys={keys} />}
            <VoiceRing track={leader === undefined ? voices.interviewerTrack : voices.coach?.track} ring={state.ring} />
          </>
        )}
        <p className={standsStill ? 'sr-only' : 'min-h-3 max-w-prose'} data-testid="state">
          {state.words}
        </p>
        {/* Always as high, so that a hint moves nothing. */}
        <div className="min-h-3 max-w-prose text-small">
          <p className={hint?.problem ? 'text-problem' : 'text-quiet'} role="status" data-testid="hint">
            {hint?.text}
          </p>
          {/* Heard at that very moment: not announced over it. */}
          {whispering !== undefined && <p className="font-[560] text-coach">{whispering} is speaking to you; the interviewer does not hear it.</p>}
        </div>
        <p className="sr-only" role="status">
          {state.announce ? state.words : returned ? 'You are back in the room.' : ''}
        </p>
      </div>
      {captions && <Captions lines={conversation.lines} leader={leader} />}
      <div className="sticky bottom-0 mt-2 grid gap-2 bg-paper pt-1">
        {(typing || microphone.problem !== '') && <TypedAnswer draftKey={`draft.${interviewId}`} focus={typing} ready={inRoom} onSend={send} />}
        <Controls
          microphone={microphone}
          typing={typing}
          captions={captions}
          paused={standsStill}
          pausing={orders.pending === 'pause'}
          keys={keys}
          onType={() => setTyping(!typing)}
          onCaptions={() => setCaptions(!captions)}
          onPause={may(() => orders.order('pause'))}
          onKeys={() => setDialog('keys')}
          onEnd={() => setDialog('end')}
        />
      </div>
      <EndDialog open={dialog === 'end'} interviewId={interviewId} answered={asked?.index ?? 0} total={budgets.length} onClose={closeDialog} onEnded={onLeft} />
      <KeysDialog open={dialog === 'keys'} on={keys} onSwitch={(on) => (setKeys(on), rememberKeys(on))} onClose={closeDialog} />
    </div>
  );
}

/** The button that was pressed is gone with the pause: the keyboard goes back to where pausing is. */
function useFocusAfterPause(paused: boolean): void {
  const was = useRef(paused);
  useEffect(() => {
    if (was.current && !paused && document.activeElement === document.body) document.getElementById('pause')?.focus();
    was.current = paused;
  }, [paused]);
}

/** True for a while after coming back into the room. */
function useReturned(arrivals: number): boolean {
  const [returned, setReturned] = useState(false);
  useEffect(() => {
    if (arrivals < 2) return;
    setReturned(true);
    const timer = setTimeout(() => setReturned(false), 5_000);
    return () => clearTimeout(timer);
  }, [arrivals]);
  return returned;
}
