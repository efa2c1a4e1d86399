import { expect, test } from 'vitest';
import { Floor } from './floor.ts';

function floor(interruptible = true) {
  const done: string[] = [];
  return { done, floor: new Floor({ interruptible, hold: () => void done.push('hold'), release: () => void done.push('release') }) };
}

test('a voice holds the line once, and a listener’s sound gives it back', () => {
  const { floor: it, done } = floor();
  it.claim(0);
  it.claim(50);
  it.giveBack();
  it.giveBack();
  expect(done).toEqual(['hold', 'release']);
});

test('a noise gives the line back, and does not hold it again before it has stopped', () => {
  const { floor: it, done } = floor();
  it.claim(0);
  it.look(1_000, 0);
  it.look(1_600, 0);
  it.claim(1_700);
  it.voiceEnded();
  it.claim(3_000);
  expect(done).toEqual(['hold', 'release', 'hold']);
});

test('words keep the line held until they have decided', () => {
  const { floor: it, done } = floor();
  it.claim(1_000);
  it.look(5_000, 1_400);
  expect(done).toEqual(['hold']);
  // Words from before do not count.
  it.look(5_000, 900);
  expect(done).toEqual(['hold', 'release']);
});

test('what must be heard whole is not held', () => {
  const { floor: it, done } = floor(false);
  it.claim(0);
  expect(done).toEqual([]);
});
