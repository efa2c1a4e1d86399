/** State that a reload does not lose. */
import { useCallback, useState } from 'react';
import { read, write, type Kept } from '../remembered.ts';

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
