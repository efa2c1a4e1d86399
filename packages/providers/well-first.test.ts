import { beforeEach, expect, test } from 'vitest';
import { ProviderError } from './language/language-model.ts';
import { restMs, WellFirst } from './well-first.ts';

const first = { name: 'first' };
const second = { name: 'second' };
const failure = (details: { retryable?: boolean; retryAfterMs?: number } = {}): ProviderError => new ProviderError('broken', { provider: 'first', retryable: true, ...details });

let time: number;
let notices: string[];
let order: WellFirst<{ name: string }>;
beforeEach(() => {
  time = 0;
  notices = [];
  order = new WellFirst([first, second], { task: 'Voice', notice: (text) => notices.push(text), now: () => time });
});

test('a failed one rests, and comes first again after its rest', () => {
  order.failed(first, failure());
  expect(order.inOrder()).toEqual([second, first]);
  expect(order.betterThan(second)).toBeUndefined();
  time = restMs.retryable;
  expect(order.inOrder()).toEqual([first, second]);
  expect(order.betterThan(second)).toBe(first);
  expect(order.betterThan(first)).toBeUndefined();
});

test('each further failure doubles the rest, and is told once; being well ends it', () => {
  order.failed(first, failure());
  time += restMs.retryable;
  order.failed(first, failure());
  time += restMs.retryable;
  expect(order.inOrder()[0]).toBe(second);
  time += restMs.retryable;
  expect(order.inOrder()[0]).toBe(first);
  order.worked(first);
  order.worked(first);
  expect(notices).toEqual(['Voice: first failed (broken); second is used instead.', 'Voice: first works again.']);
});

test('several requests that fail together count as one failure', () => {
  order.failed(first, failure());
  order.failed(first, failure());
  time += restMs.retryable;
  expect(order.inOrder()[0]).toBe(first);
});

test('it rests as long as it asks for, and longer when no retry mends it', () => {
  order.failed(first, failure({ retryAfterMs: 60_000 }));
  time = 59_000;
  expect(order.inOrder()[0]).toBe(second);
  order.failed(second, failure({ retryable: false }));
  time = restMs.permanent + 58_000;
  expect(order.inOrder()).toEqual([first, second]);
  expect(order.betterThan(second)).toBe(first);
});

test('when all rest, all are still there to be tried, the preferred one first', () => {
  order.failed(first, failure());
  order.failed(second, failure());
  expect(order.inOrder()).toEqual([first, second]);
  expect(notices[1]).toBe('Voice: second failed (broken).');
});
