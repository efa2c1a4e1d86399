import { useEffect, useRef, useState } from 'react';
import { endInterview } from '../end-interview.ts';

interface Props {
  open: boolean;
  interviewId: string;
  /** Questions that are behind the candidate. */
  answered: number;
  total: number;
  onClose: () => void;
  onEnded: () => void;
}

/** Ending cannot be taken back, so it is asked once, plainly. */
export function EndDialog({ open, interviewId, answered, total, onClose, onEnded }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState('');
  const [ending, setEnding] = useState(false);

  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  async function end(): Promise<void> {
    setEnding(true);
    const refused = await endInterview(interviewId);
    setEnding(false);
    if (refused === undefined) onEnded();
    else setProblem(refused);
  }

  return (
    <dialog ref={dialog} className="m-auto w-[min(480px,calc(100vw-32px))] rounded-card border border-line bg-raised p-3 text-ink backdrop:bg-black/50" aria-labelledby="end-title" onClose={onClose}>
      <h2 id="end-title" className="text-title">
        End the interview?
      </h2>
      <p className="mt-1">
        {answered === 0 ? 'You are at the first question.' : `You have answered ${answered} of ${total} questions.`} Your report is made from what you have said so far. You cannot
        come back into this interview.
      </p>
      {problem !== '' && (
        <p className="mt-1 text-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="mt-3 flex flex-wrap gap-1.5">
        <button type="button" className="button-quiet button-problem" disabled={ending} onClick={() => void end()}>
          {ending ? 'Ending…' : 'End it'}
        </button>
        <button type="button" className="button" autoFocus onClick={onClose}>
          Go on with it
        </button>
      </div>
    </dialog>
  );
}
