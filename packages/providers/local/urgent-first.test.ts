import { expect, test } from 'vitest';
import { Urgency } from '../voice/urgency.ts';
import { UrgentFirst } from './urgent-first.ts';

/** Work that ends when it is told to, and notes when it began. */
function workshop(atOnce: number) {
  const queue = new UrgentFirst({ atOnce, rest: 0, rankMs: 500 });
  const begun: string[] = [];
  const finish = new Map<string, () => void>();
  const give = (name: string, { urgency = new Urgency(false), rank = 0, signal }: { urgency?: Urgency; rank?: number; signal?: AbortSignal } = {}) =>
    queue.run({ urgency, rank, signal }, () => {
      begun.push(name);
      return new Promise<string>((resolve) => finish.set(name, () => resolve(name)));
    });
  const end = async (name: string): Promise<void> => {
    await new Promise((done) => setImmediate(done));
    finish.get(name)?.();
    await new Promise((done) => setImmediate(done));
  };
  return { queue, begun, give, end };
}

const urgent = (): Urgency => new Urgency(true);

test('what is not urgent runs one at a time, so that the urgent finds a hand free', async () => {
  const { begun, give, end } = workshop(2);
  for (const name of ['interim', 'second interim']) void give(name);
  void give('final', { urgency: urgent() });
  void give('second final', { urgency: urgent() });
  await end('final');
  expect(begun).toEqual(['interim', 'final', 'second final']);
});

test('what waits follows by urgency, then by rank, then as it came', async () => {
  const { begun, give, end } = workshop(1);
  void give('running');
  void give('prepared', { rank: 2 });
  void give('interim', { rank: 1 });
  void give('second interim', { rank: 1 });
  void give('final', { urgency: urgent(), rank: 1 });
  for (const name of ['running', 'final', 'interim', 'second interim']) await end(name);
  expect(begun).toEqual(['running', 'final', 'interim', 'second interim', 'prepared']);
});

test('who has waited for long goes before a better rank that has just come', async () => {
  const { begun, give, end } = workshop(1);
  void give('running');
  void give('prepared', { rank: 2 });
  await new Promise((done) => setTimeout(done, 600));
  void give('interim', { rank: 1 });
  for (const name of ['running', 'prepared']) await end(name);
  expect(begun).toEqual(['running', 'prepared', 'interim']);
});

test('what becomes urgent while it waits goes first, and at once when a hand is free', async () => {
  const { begun, give } = workshop(2);
  const urgency = new Urgency(false);
  void give('running');
  void give('interim', { rank: 1 });
  void give('prepared', { rank: 2, urgency });
  await new Promise((done) => setImmediate(done));
  expect(begun).toEqual(['running']);
  urgency.raise();
  await new Promise((done) => setImmediate(done));
  expect(begun).toEqual(['running', 'prepared']);
});

test('work that is not urgent is followed by a rest as long as itself, which urgent work does not wait for', async () => {
  const queue = new UrgentFirst({ atOnce: 2, rest: 1, rankMs: 500 });
  const at: Record<string, number> = {};
  const give = (name: string, urgency: Urgency, ms: number) => queue.run({ urgency, rank: 0, signal: undefined }, async () => {
    at[name] = performance.now();
    await new Promise((done) => setTimeout(done, ms));
    at[`${name} done`] = performance.now();
  });
  const first = give('first', new Urgency(false), 100);
  const second = give('second', new Urgency(false), 0);
  await first;
  await give('final', urgent(), 0);
  await second;
  expect(at['final']! - at['first done']!).toBeLessThan(30);
  expect(at['second']! - at['first done']!).toBeGreaterThan(90);
});

test('what is given up before its turn is never begun, and what runs is finished', async () => {
  const { begun, give, end } = workshop(1);
  const stop = new AbortController();
  const running = give('running', { signal: stop.signal });
  const waiting = give('waiting', { signal: stop.signal });
  await new Promise((done) => setImmediate(done));
  stop.abort();
  expect(await waiting).toBeUndefined();
  await end('running');
  expect(await running).toBe('running');
  expect(begun).toEqual(['running']);
});

test('work that fails gives its place back', async () => {
  const queue = new UrgentFirst({ atOnce: 1, rest: 0, rankMs: 500 });
  const turn = { urgency: urgent(), rank: 0, signal: undefined };
  await expect(queue.run(turn, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await queue.run(turn, () => Promise.resolve(1))).toBe(1);
});
