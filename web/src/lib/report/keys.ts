/** The replay's keys. Single letters: they can be switched off, and never take a key from a field that is typed into. */
import type { Moments } from './moments.ts';
import { step } from './moments.ts';
import type { Playback } from './playback.svelte.ts';

export interface Key {
  /** As `KeyboardEvent.key` names them. */
  keys: readonly string[];
  shown: string;
  does: string;
  act: (playback: Playback, moments: Moments) => void;
}

const jump = (playback: Playback, to: number | undefined) => {
  if (to !== undefined) playback.playFrom(to);
};
const starts = (spans: readonly { start: number }[]) => spans.map(({ start }) => start);
const ats = (moments: readonly { at: number }[]) => moments.map(({ at }) => at);

export const replayKeys: readonly Key[] = [
  { keys: [' ', 'k'], shown: 'Space or k', does: 'Play or pause', act: (playback) => playback.toggle() },
  { keys: ['ArrowLeft'], shown: '←', does: 'Back 5 seconds', act: (playback) => playback.seek(playback.time - 5) },
  { keys: ['ArrowRight'], shown: '→', does: 'Forward 5 seconds', act: (playback) => playback.seek(playback.time + 5) },
  { keys: ['j'], shown: 'j', does: 'Back 10 seconds', act: (playback) => playback.seek(playback.time - 10) },
  { keys: ['l'], shown: 'l', does: 'Forward 10 seconds', act: (playback) => playback.seek(playback.time + 10) },
  { keys: ['n'], shown: 'n', does: 'Next filler', act: (playback, { fillers }) => jump(playback, step(ats(fillers), playback.time, 1)) },
  { keys: ['N'], shown: 'Shift n', does: 'Filler before', act: (playback, { fillers }) => jump(playback, step(ats(fillers), playback.time, -1)) },
  { keys: ['p'], shown: 'p', does: 'Next long pause', act: (playback, { pauses }) => jump(playback, step(starts(pauses), playback.time, 1)) },
  { keys: ['m'], shown: 'm', does: 'Next note', act: (playback, { notes }) => jump(playback, step(ats(notes), playback.time, 1)) },
  { keys: ['q'], shown: 'q', does: 'Next question', act: (playback, { chapters }) => jump(playback, step(starts(chapters), playback.time, 1)) },
  { keys: ['Q'], shown: 'Shift q', does: 'Question before', act: (playback, { chapters }) => jump(playback, step(starts(chapters), playback.time, -1)) },
  { keys: ['['], shown: '[', does: 'Loop from here', act: (playback) => playback.beginLoop() },
  { keys: [']'], shown: ']', does: 'Loop to here', act: (playback) => playback.endLoop() },
  { keys: ['\\'], shown: '\\', does: 'Stop looping', act: (playback) => playback.clearLoop() },
  { keys: ['<', ','], shown: '<', does: 'Slower', act: (playback) => playback.faster(-1) },
  { keys: ['>', '.'], shown: '>', does: 'Faster', act: (playback) => playback.faster(1) },
  { keys: ['s'], shown: 's', does: 'Skip silence, or not', act: (playback) => playback.silences.length > 0 && playback.skipSilence(!playback.skipping) },
  { keys: ['c'], shown: 'c', does: 'Captions, or none', act: (playback) => playback.showCaptions(!playback.captions) },
  { keys: ['f'], shown: 'f', does: 'Follow the words, or not', act: (playback) => (playback.following = !playback.following) },
];

/** The key that this press means here, if any. */
export function keyOf(event: KeyboardEvent): Key | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return undefined;
  const target = event.target instanceof Element ? event.target : undefined;
  // A field keeps its keys; so does a button its space, and an open dialog all of them. One that has just closed keeps the focus
  // until the next frame, and takes no key any more.
  if (target?.closest('textarea, select, dialog[open], [contenteditable], input:not([type=range], [type=checkbox], [type=radio])')) return undefined;
  if (event.key === ' ' && target?.closest('button, a, summary, input')) return undefined;
  return replayKeys.find(({ keys }) => keys.includes(event.key));
}
