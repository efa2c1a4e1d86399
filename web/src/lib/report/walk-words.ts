/**
 * The keyboard's way into the words of a turn: the right arrow from its time, left and right from word to word, up and down
 * from turn to turn, enter plays from there, escape goes back. One stop of the tab key for each turn, none for its words.
 */
import type { Playback } from './playback.svelte.ts';
import type { Reading } from './reading.ts';

export function walkWords(event: KeyboardEvent, turn: Reading, playback: Playback): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const root = event.currentTarget as HTMLElement;
  const at = (event.target as Element).closest<HTMLElement>('[data-word]');
  const words = [...root.querySelectorAll<HTMLElement>('[data-word]')];
  const go = (to: HTMLElement | undefined | null) => {
    if (!to) return;
    event.preventDefault();
    if (to.dataset.word !== undefined) makeStop(to);
    to.focus();
  };
  switch (event.key) {
    case 'ArrowRight':
      return go(words[at === null ? 0 : words.indexOf(at) + 1]);
    case 'ArrowLeft':
      if (at !== null) go(words[words.indexOf(at) - 1] ?? root.querySelector('button'));
      return;
    case 'ArrowDown':
    case 'ArrowUp':
      return go(neighbour(root, event.key === 'ArrowDown' ? 1 : -1)?.querySelector('button'));
    case 'Escape':
      if (at !== null) go(root.querySelector('button'));
      return;
    case 'Enter':
    case ' ': {
      const start = at === null ? undefined : turn.times[Number(at.dataset.word)]?.[0];
      if (start === undefined) return;
      event.preventDefault();
      return playback.playFrom(start);
    }
  }
}

/** Only while it is focused: thousands of words are no buttons. */
function makeStop(word: HTMLElement): void {
  word.tabIndex = -1;
  word.role = 'button';
  word.ariaLabel = `Play from “${word.textContent.trim()}”`;
  word.addEventListener('blur', () => ['tabindex', 'role', 'aria-label'].forEach((name) => word.removeAttribute(name)), { once: true });
}

function neighbour(turn: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const turns = [...document.querySelectorAll<HTMLElement>('[data-turn]')];
  return turns[turns.indexOf(turn) + by];
}
