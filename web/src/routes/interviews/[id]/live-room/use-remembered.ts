/** State that a reload does not lose. */
import { useCallback, useState } from 'react';
import { keep, recallOr, type Kept } from '#lib/remembered.ts';

export function useRemembered<T>(where: Kept, key: string, initial: T): [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => recallOr(where, key, initial));
  const change = useCallback(
    (next: T) => {
      setValue(next);
      keep(where, key, next);
    },
    [where, key],
  );
  return [value, change];
}
