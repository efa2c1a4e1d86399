import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { needSpace } from './disk-space.ts';

test('a disk with too little space is one line with the folder, what is free, what is needed and what to do', async () => {
  await expect(needSpace(tmpdir(), 1e12, 'GREENROOM_CACHE')).rejects.toThrow(/^The disk that holds \S+ is full: \d+ MB are free, 1000000000000 MB are needed\. Free some space there, or set GREENROOM_CACHE to a folder on another disk\.$/);
  await expect(needSpace(tmpdir(), 1, undefined)).resolves.toBeUndefined();
});
