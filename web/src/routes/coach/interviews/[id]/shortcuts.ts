/** What the desk's keys need besides lib/shortcuts.ts: the space bar is held for whispering. */
import { isTyping } from '#lib/shortcuts.ts';

/** Whether the space bar is the page's own here: on a button, a link or a switch it presses that. */
export function isSpaceFree(event: KeyboardEvent): boolean {
  return !isTyping(event.target) && !(event.target instanceof Element && event.target.closest('button, a[href], summary, input, select, dialog') !== null);
}

/** After a press of the mouse the space bar is for whispering again, and not for the button that was pressed. */
export function letGo(event: MouseEvent): void {
  if (event.detail > 0 && event.currentTarget instanceof HTMLElement) event.currentTarget.blur();
}
