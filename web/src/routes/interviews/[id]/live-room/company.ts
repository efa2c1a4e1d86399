/** Who else is there, in words: always on the page, so that nobody listens unseen. */
import type { Listener } from '@greenroom/contracts';
import { listed } from '#lib/wording.ts';

export interface CompanyWords {
  words: string;
  /** Somebody is there: shown in the coach's colour. */
  somebody: boolean;
}

/** A typed interview has nothing to hear. */
const verbs = { spoken: ['listens', 'listen'], typed: ['reads along', 'read along'] } as const;

export function companyWords(listeners: readonly Listener[] | undefined, mode: keyof typeof verbs = 'spoken'): CompanyWords {
  const [one, many] = verbs[mode];
  if (listeners === undefined) return { words: `Who else ${one} cannot be said at the moment.`, somebody: true };
  if (listeners.length === 0) return { words: `Nobody else ${one}.`, somebody: false };
  const named = (state: Listener['state']): string[] => listeners.filter((listener) => listener.state === state).map(({ name }) => name);
  const part = (names: string[], singular: string, plural: string): string[] => (names.length === 0 ? [] : [`${listed(names)} ${names.length === 1 ? singular : plural}`]);
  const parts = [...part(named('leads'), 'leads', 'lead'), ...part(named('in_room'), `${one} and can speak to you`, `${many} and can speak to you`), ...part(named('listens'), one, many)];
  return { words: `${parts.join('; ')}.`, somebody: true };
}
