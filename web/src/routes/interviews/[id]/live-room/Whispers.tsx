/** A coach's cards. They stay until they are put away; the newest is on top. */
import { X } from 'lucide-react';
import type { Whisper } from './conversation.ts';

interface Props {
  whispers: readonly Whisper[];
  onPutAway: (id: string) => void;
}

export function Whispers({ whispers, onPutAway }: Props) {
  return (
    <section className="mx-auto w-full max-w-prose" aria-label="From your coach">
      {/* Always there, so that a card that comes into it is announced, politely. */}
      <ol className={`grid max-h-[32vh] gap-1 overflow-y-auto ${whispers.length > 0 ? 'pt-1' : ''}`} aria-live="polite" aria-relevant="additions">
        {whispers.toReversed().map(({ id, from, text }) => (
          <li key={id} className="flex items-start gap-1 rounded-control border border-line border-l-4 border-l-coach bg-raised py-1 pl-2 pr-0.5">
            <div className="min-w-0 grow [overflow-wrap:anywhere]">
              <p className="text-small font-[560] text-coach">{from} whispers</p>
              <p>{text}</p>
            </div>
            <button type="button" className="grid size-5 shrink-0 place-items-center rounded-control text-quiet hover:bg-sunken" onClick={() => onPutAway(id)}>
              <X className="size-2" aria-hidden="true" />
              <span className="sr-only">Put away</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
