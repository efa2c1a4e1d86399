import type { Listener } from '@greenroom/contracts';
import { Ear } from 'lucide-react';
import { companyWords } from './company.ts';

export function Company({ listeners }: { listeners: readonly Listener[] | undefined }) {
  const { words, somebody } = companyWords(listeners);
  return (
    <p className={`mt-0.5 flex gap-1 text-small ${somebody ? 'text-coach' : 'text-quiet'}`} role="status" data-testid="company">
      <Ear className="mt-0.5 size-2 shrink-0" aria-hidden="true" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{words}</span>
    </p>
  );
}
