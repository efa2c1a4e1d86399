/** The list of keys, and the switch that turns them off: some people speak to their computer, and every word would be a key. */
import { useEffect, useRef } from 'react';

interface Props {
  open: boolean;
  on: boolean;
  onSwitch: (on: boolean) => void;
  onClose: () => void;
}

const keys = [
  ['m', 'Mute and unmute your microphone'],
  ['p', 'Pause, and go on'],
  ['r', 'Have the question repeated'],
  ['t', 'A moment to think'],
  ['w', 'Write instead of speaking'],
  ['c', 'Captions on and off'],
  ['?', 'This list'],
] as const;

export function KeysDialog({ open, on, onSwitch, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  return (
    <dialog ref={dialog} className="m-auto w-[min(480px,calc(100vw-32px))] rounded-card border border-line bg-raised p-3 text-ink backdrop:bg-black/50" aria-labelledby="keys-title" onClose={onClose}>
      <h2 id="keys-title" className="text-title">
        Keys
      </h2>
      <dl className="mt-2 grid grid-cols-[auto_1fr] items-baseline gap-x-2 gap-y-1">
        {keys.map(([key, does]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="inline-grid min-w-3.5 place-items-center rounded-control border border-edge px-1 font-sans text-small">{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-quiet">They do nothing while you write. Skipping and ending have no key, so that neither happens by accident.</p>
      <label className="mt-1 flex cursor-pointer items-center gap-1.5 py-1">
        <input className="size-2.5 shrink-0 accent-you" type="checkbox" checked={on} onChange={(event) => onSwitch(event.target.checked)} />
        <span>Use these keys</span>
      </label>
      <button type="button" className="button mt-2" onClick={onClose}>
        Close
      </button>
    </dialog>
  );
}
