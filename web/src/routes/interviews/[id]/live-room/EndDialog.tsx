import { useEffect, useRef, useState } from 'react';

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
    const status = await fetch(`/interviews/${interviewId}/end`, { method: 'POST' }).then(
      (response) => response.status,
      () => undefined,
    );
    setEnding(false);
    // 409: it is over already.
    if (status === 202 || status === 200 || status === 409) onEnded();
    else if (status === 401) setProblem('You have been signed out. Sign in again in another tab, then end it here.');
    else setProblem('This did not reach the interview service. The interview still runs; try again in a moment.');
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
