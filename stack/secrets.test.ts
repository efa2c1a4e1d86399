import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepSecrets } from './secrets.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'greenroom-secrets-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test('secrets are made once, and only their owner can read them', async () => {
  const first = await keepSecrets(dataDir);
  expect(first.fileEncryptionKeys).toMatch(/^[0-9a-f]{8}:[A-Za-z0-9+/]{43}=$/);
  expect(await keepSecrets(dataDir)).toEqual(first);
  expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
});

test('a data folder from before files were encrypted gets a key and keeps the rest', async () => {
  const { fileEncryptionKeys: _, ...older } = await keepSecrets(dataDir);
  await writeFile(join(dataDir, 'secrets.json'), JSON.stringify(older));
  const now = await keepSecrets(dataDir);
  expect(now).toEqual({ ...older, fileEncryptionKeys: now.fileEncryptionKeys });
  expect(JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8'))).toEqual(now);
});
