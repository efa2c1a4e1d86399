import type { Listener } from '@greenroom/contracts';
import { Ear } from 'lucide-react';
import { companyWords } from './company.ts';

interface Props {
  listeners: readonly Listener[] | undefined;
  /** Name of a coach whose microphone is open without having taken over: a whisper. */
  whispering: string | undefined;
}

export function Company({ listeners, whispering }: Props) {
  const { words, somebody } = companyWords(listeners);
  return (
    <div className="flex flex-wrap items-baseline gap-x-2 text-small">
      <p className={somebody ? 'flex gap-1 text-coach' : 'flex gap-1 text-quiet'} role="status" data-testid="company">
        <Ear className="mt-0.5 size-2 shrink-0" aria-hidden="true" />
        <span className="min-w-0 [overflow-wrap:anywhere]">{words}</span>
      </p>
      {/* Heard at that very moment: not announced over it. */}
      {whispering !== undefined && <p className="font-[560] text-coach">{whispering} is speaking to you; the interviewer does not hear it.</p>}
    </div>
  );
}
