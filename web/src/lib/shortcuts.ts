/**
 * Single keys for what a hand does often. Never while typing, never with a dialog open, and a switch turns them off (WCAG 2.1.4):
 * some people speak to their computer, and every word would be a key. The switch is one for all pages.
 */
import { keep, recallOr } from './remembered.ts';

export const keysAreOn = (): boolean => recallOr('this-browser', 'keys', true);
export const rememberKeys = (on: boolean): void => void keep('this-browser', 'keys', on);

/** The key's act, if this press is meant for it. `?` works always: its list holds the switch. */
export function actFor(event: KeyboardEvent, acts: Readonly<Record<string, () => void>>, on: boolean): (() => void) | undefined {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return undefined;
  if (!on && event.key !== '?') return undefined;
  return acts[event.key.toLowerCase()];
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'));
}
