import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keep, recall, recallOr } from './remembered.ts';

/** As much of a browser's storage as is used; Node has none. */
class InMemory {
  readonly #kept = new Map<string, string>();
  getItem = (key: string): string | null => this.#kept.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.#kept.set(key, value);
  removeItem = (key: string): void => void this.#kept.delete(key);
}
const forbidden = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

beforeEach(() => {
  vi.stubGlobal('localStorage', new InMemory());
  vi.stubGlobal('sessionStorage', new InMemory());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('what is kept for this window is not kept for the browser, and the other way round', () => {
  expect(keep('this-window', 'draft', 'half a sentence')).toBe(true);
  keep('this-browser', 'keys', false);
  expect([recall('this-window', 'draft'), recall('this-browser', 'draft')]).toEqual(['half a sentence', undefined]);
  expect([recallOr('this-browser', 'keys', true), recallOr('this-window', 'keys', true)]).toEqual([false, true]);
  keep('this-window', 'draft', undefined);
  expect(sessionStorage.getItem('greenroom.draft')).toBeNull();
});

test('what is of another kind, or cannot be read, counts as nothing', () => {
  keep('this-browser', 'speed', 'fast');
  localStorage.setItem('greenroom.keys', 'off');
  expect([recallOr('this-browser', 'speed', 1), recallOr('this-browser', 'keys', true)]).toEqual([1, true]);
});

test('a browser that forbids its storage, or whose storage is full, keeps nothing, and nothing fails', () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden, removeItem: forbidden });
  Object.defineProperty(globalThis, 'sessionStorage', { configurable: true, get: forbidden });
  for (const where of ['this-window', 'this-browser'] as const) {
    expect([keep(where, 'draft', 'x'), keep(where, 'draft', undefined), recall(where, 'draft'), recallOr(where, 'draft', '')]).toEqual([false, false, undefined, '']);
  }
});
