import { existsSync } from 'node:fs';
import { appendFile, cp, mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ensurePackages } from './packages.mjs';

let folder: string;
const clone = () => join(folder, 'clone');
const lines: string[] = [];
const say = (line: string) => void lines.push(line);

/** A project with one workspace and one package that npm takes from a file: nothing is fetched. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-packages-'));
  vi.stubEnv('GREENROOM_CACHE', join(folder, 'cache'));
  lines.length = 0;
  await mkdir(join(folder, 'source/package'), { recursive: true });
  await writeFile(join(folder, 'source/package/package.json'), '{ "name": "example", "version": "1.0.0" }');
  await mkdir(join(clone(), 'room'), { recursive: true });
  await execa('tar', ['czf', join(clone(), 'example.tgz'), '-C', join(folder, 'source'), 'package']);
  await writeFile(join(clone(), 'package.json'), '{ "name": "clone", "workspaces": ["room"], "dependencies": { "example": "file:example.tgz" } }');
  await writeFile(join(clone(), 'room/package.json'), '{ "name": "room", "version": "1.0.0" }');
  await execa('npm', ['install', '--package-lock-only', '--offline', '--no-audit', '--no-fund'], { cwd: clone() });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

test('the first clone installs, the second links the same packages, and neither is asked again', async () => {
  await ensurePackages(clone(), say);
  expect(lines[0]).toMatch(/^packages: installing/);
  const second = join(folder, 'second');
  await cp(clone(), second, { recursive: true, filter: (source) => !source.includes('node_modules') });
  lines.length = 0;
  await ensurePackages(second, say);
  expect(lines).toEqual([expect.stringMatching(/^packages: taken from the cache in [\d.]+ s$/)]);
  const inode = async (root: string) => (await stat(join(root, 'node_modules/example/package.json'))).ino;
  expect(await inode(second)).toBe(await inode(clone()));
  expect(await readlink(join(second, 'node_modules/room'))).toBe('../room');

  lines.length = 0;
  await ensurePackages(second, say);
  expect(lines).toEqual([]);
});

test('what npm writes down in one clone does not reach another', async () => {
  await ensurePackages(clone(), say);
  const second = join(folder, 'second');
  await cp(clone(), second, { recursive: true, filter: (source) => !source.includes('node_modules') });
  await ensurePackages(second, say);
  await appendFile(join(second, 'node_modules/.package-lock.json'), ' ');
  expect(await readFile(join(clone(), 'node_modules/.package-lock.json'), 'utf8')).not.toMatch(/ $/);
});

test('packages that a person installed with npm themselves are left as they are', async () => {
  await execa('npm', ['ci', '--offline', '--no-audit', '--no-fund'], { cwd: clone() });
  await ensurePackages(clone(), say);
  expect(lines).toEqual([]);
});

test('a lock file that does not fit is one line, and nothing is kept', async () => {
  await writeFile(join(clone(), 'package.json'), '{ "name": "clone", "workspaces": ["room"], "dependencies": { "example": "file:example.tgz", "another": "file:./example.tgz" } }');
  await expect(ensurePackages(clone(), say)).rejects.toThrow(/^npm ci failed: .*in sync.* Run "npm ci" to see all of it\.$/);
  expect(existsSync(join(folder, 'cache/packages'))).toBe(false);
});
