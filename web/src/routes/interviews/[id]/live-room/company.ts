/** Who else is there, in words: always on the page, so that nobody listens unseen. */
import type { Listener } from '@greenroom/contracts';

export interface CompanyWords {
  words: string;
  /** Somebody is there: shown in the coach's colour. */
  somebody: boolean;
}

export function companyWords(listeners: readonly Listener[] | undefined): CompanyWords {
  if (listeners === undefined) return { words: 'Who else listens cannot be said at the moment.', somebody: true };
  if (listeners.length === 0) return { words: 'Nobody else listens.', somebody: false };
  const named = (state: Listener['state']): string[] => listeners.filter((listener) => listener.state === state).map(({ name }) => name);
  const part = (names: string[], one: string, many: string): string[] => (names.length === 0 ? [] : [`${together(names)} ${names.length === 1 ? one : many}`]);
  const parts = [...part(named('leads'), 'leads', 'lead'), ...part(named('in_room'), 'listens and can speak to you', 'listen and can speak to you'), ...part(named('listens'), 'listens', 'listen')];
  return { words: `${parts.join('; ')}.`, somebody: true };
}

function together(names: readonly string[]): string {
  return names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
