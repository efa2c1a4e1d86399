/** The interview stands still. One thing to do: go on. */
import { Play } from 'lucide-react';
import { spokenTime } from '#lib/wording.ts';
import type { Pause } from './conversation.ts';
import { useSecondHand } from './TimeLine.tsx';

interface Props {
  pause: Pause;
  question: string | undefined;
  clock: () => number;
  going: boolean;
  onGoOn: () => void;
}

export function PausePanel({ pause: { since, limitSeconds }, question, clock, going, onGoOn }: Props) {
  const now = useSecondHand(clock);
  const left = limitSeconds === undefined ? undefined : Math.max(0, since + limitSeconds - now);
  return (
    <div className="grid max-w-prose justify-items-center gap-2 text-center">
      <h1 className="text-display" data-testid="paused">
        Paused
      </h1>
      <p>The interviewer neither speaks nor listens, the recording is silent, and no time passes.</p>
      <p className="tabular text-quiet">
        {left === undefined ? 'A pause that lasts too long ends the interview.' : `The pause may last another ${spokenTime(left > 90 ? Math.ceil(left / 60) * 60 : left)}; after that the interview ends.`}
      </p>
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
