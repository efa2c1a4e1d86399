import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exclusively, installOnce } from './exclusive.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-install-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('two installers at the same time work one after the other', async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await sleep(100);
    order.push(`${name} ends`);
  };
  await Promise.all([exclusively(join(folder, 'lock'), () => {}, work('one')), exclusively(join(folder, 'lock'), () => {}, work('two'))]);
  expect(order.filter((_, index) => index % 2 === 0).map((line) => line.split(' ')[0])).toEqual(order.filter((_, index) => index % 2 === 1).map((line) => line.split(' ')[0]));
});

test('a lock whose owner has died is taken over at once', async () => {
  const dead = spawnSync('true').pid;
  await writeFile(join(folder, 'lock'), String(dead));
  expect(await exclusively(join(folder, 'lock'), () => {}, async () => 'done')).toBe('done');
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

test('an install that fails half-way leaves nothing behind, and the next one begins anew', async () => {
  const target = join(folder, 'program');
  await expect(installOnce(target, async (temporary) => {
    await writeFile(temporary, 'half');
    throw new Error('the network went away');
  })).rejects.toThrow('the network went away');
  expect(await readdir(folder)).toEqual([]);
  await installOnce(target, (temporary) => writeFile(temporary, 'whole'));
  expect(await readFile(target, 'utf8')).toBe('whole');
});

test('a full disk is one line that names the folder and the variable that moves it', async () => {
  const full = installOnce(join(folder, 'program'), () => Promise.reject(Object.assign(new Error('write'), { code: 'ENOSPC' })));
  await expect(full).rejects.toThrow(`The disk that holds ${folder} is full. Free some space there, or set GREENROOM_CACHE to a folder on another disk.`);
});
