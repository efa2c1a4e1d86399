import { expect, test } from 'vitest';
import { createBoundedQueue, QueueFullError } from './bounded-queue.ts';

test('no more than allowed run at once, the others in their order, and those beyond the line are refused at once', async () => {
  const queue = createBoundedQueue({ atOnce: 2, waiting: 2 });
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const runs = gates.map((gate, index) =>
    queue.run(async () => {
      begun.push(index);
      await gate.promise;
      return index;
    }),
  );
  await expect(queue.run(() => Promise.resolve())).rejects.toThrow(QueueFullError);
  expect(begun).toEqual([0, 1]);
  gates[1]?.resolve();
  await runs[1];
  await new Promise(setImmediate);
  expect(begun).toEqual([0, 1, 2]);
  gates.forEach((gate) => gate.resolve());
  expect(await Promise.all(runs)).toEqual([0, 1, 2, 3]);
});

test('what fails gives its place on', async () => {
  const queue = createBoundedQueue({ atOnce: 1, waiting: 1 });
  const failing = queue.run(() => Promise.reject(new Error('no')));
  const next = queue.run(() => Promise.resolve('yes'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
  expect(await queue.run(() => Promise.resolve('again'))).toBe('again');
});
