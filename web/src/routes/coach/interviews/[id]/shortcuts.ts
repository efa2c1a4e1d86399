/**
 * Single keys for what a hand does often. Never while typing, never with a dialog open, and a switch turns them off (WCAG 2.1.4):
 * some people speak to their computer, and every word would be a key.
 */

const switchKey = 'greenroom.desk.keys';
export const keysAreOn = (): boolean => localStorage.getItem(switchKey) !== 'off';
export const rememberKeys = (on: boolean): void => (on ? localStorage.removeItem(switchKey) : localStorage.setItem(switchKey, 'off'));

/** The key's act, if this press is meant for it. `?` works always: its list holds the switch. */
export function actFor(event: KeyboardEvent, acts: Readonly<Record<string, () => void>>, on: boolean): (() => void) | undefined {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return undefined;
  if (!on && event.key !== '?') return undefined;
  return acts[event.key.toLowerCase()];
}

/** Whether the space bar is the page's own here: on a button, a link or a switch it presses that. */
export function isSpaceFree(event: KeyboardEvent): boolean {
  return !isTyping(event.target) && !(event.target instanceof Element && event.target.closest('button, a[href], summary, input, select, dialog') !== null);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'));
}

/** After a press of the mouse the space bar is for whispering again, and not for the button that was pressed. */
export function letGo(event: MouseEvent): void {
  if (event.detail > 0 && event.currentTarget instanceof HTMLElement) event.currentTarget.blur();
}
