/** The live room's single keys: when they are meant, and the switch that turns them off, is in lib/shortcuts.ts. */
import { useEffect, useRef } from 'react';
import { actFor } from '#lib/shortcuts.ts';

export type Shortcuts = Readonly<Record<string, () => void>>;

export function useShortcuts(shortcuts: Shortcuts, on: boolean): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = actFor(event, latest.current, on);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [on]);
}
