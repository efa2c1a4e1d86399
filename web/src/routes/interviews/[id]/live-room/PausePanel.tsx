/** The interview stands still. One thing to do: go on. */
import { Play } from 'lucide-react';
import type { Pause } from './conversation.ts';
import { pauseWords } from './pause-words.ts';
import { useSecondHand } from './TimeLine.tsx';

interface Props {
  pause: Pause;
  question: string | undefined;
  clock: () => number;
  going: boolean;
  onGoOn: () => void;
}

export function PausePanel({ pause, question, clock, going, onGoOn }: Props) {
  const now = useSecondHand(clock);
  return (
    <div className="grid max-w-prose justify-items-center gap-2 text-center">
      <h1 className="text-display" data-testid="paused">
        Paused
      </h1>
      <p>Your microphone is closed: nobody hears you. The interviewer does not speak, the recording is silent, and no time passes.</p>
      <p className="tabular text-quiet">{pauseWords(pause, now)}</p>
      <button type="button" className="button mt-1" autoFocus disabled={going} onClick={onGoOn} aria-keyshortcuts="p">
        <Play className="size-2.5" aria-hidden="true" />
        {going ? 'One moment…' : 'Go on'}
      </button>
      {question !== undefined && (
        <div className="mt-2 max-w-full [overflow-wrap:anywhere]">
          <p className="eyebrow">The question that waits</p>
          <p className="font-serif text-lead text-quiet">{question}</p>
        </div>
      )}
    </div>
  );
}
