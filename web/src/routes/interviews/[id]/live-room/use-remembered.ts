/** State that a reload does not lose. Where the browser keeps nothing (private windows may refuse), it lives as long as the page. */
import { useCallback, useState } from 'react';

type Kept = 'this-window' | 'this-browser';

export function useRemembered<T>(where: Kept, key: string, initial: T): [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => read(where, key) ?? initial);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      write(where, key, next);
    },
    [where, key],
  );
  return [value, keep];
}

const storage = (where: Kept): Storage => (where === 'this-window' ? sessionStorage : localStorage);

export function read<T>(where: Kept, key: string): T | undefined {
  try {
    const text = storage(where).getItem(key);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

export function write(where: Kept, key: string, value: unknown): void {
  try {
    storage(where).setItem(key, JSON.stringify(value));
  } catch (error) {
    console.warn('The browser keeps nothing here; a reload forgets it.', error);
  }
}
