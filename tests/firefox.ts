/**
 * The second browser of the tests: FIREFOX_PATH, a Firefox on the PATH, or the one that Debian packages, fetched by apt into
 * the cache with the libraries that this machine lacks. Nothing is installed into the system, and root is not needed.
 *
 * Playwright drives it over WebDriver BiDi, as any Firefox can be driven; its own patched build is not needed.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { firefox, type Browser } from 'playwright-core';
import { installExclusively } from '../stack/install/exclusive.ts';
import { onPath } from '../stack/install/find-program.ts';
import { cacheDir } from '../stack/places.ts';
import { StackError } from '../stack/stack-error.ts';

interface Firefox {
  executablePath: string;
  /** What the browser's process needs besides the usual environment. */
  env: Record<string, string>;
}

const names = ['firefox-esr', 'firefox'] as const;
const run = promisify(execFile);
const advice = 'The tests in Firefox need one: install it (Debian: apt-get install firefox-esr), or set FIREFOX_PATH.';
/** Debian's names for where the libraries of a processor are. */
const triples: Partial<Record<NodeJS.Architecture, string>> = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

const preferences = {
  // A microphone that hums, and nobody who has to allow it.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // The LiveKit server of the tests is on the loopback address alone, which Firefox leaves out of a call's candidates.
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'layout.css.prefers-color-scheme.content-override': 1,
} as const;

/** Headless, with a microphone that hums and needs no permission. @throws StackError as {@link findFirefox} */
export async function launchFirefox(): Promise<Browser> {
  const { executablePath, env } = await findFirefox();
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-firefox-'));
  const starter = join(folder, 'firefox');
  const command = [process.execPath, fileURLToPath(new URL('./firefox-relay.ts', import.meta.url)), executablePath];
  await writeFile(starter, `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(' ')} "$@"\n`);
  await chmod(starter, 0o755);
  const browser = await firefox.launch({
    channel: 'moz-firefox', executablePath: starter, firefoxUserPrefs: preferences, timeout: 60_000,
    env: { ...process.env, ...env } as Record<string, string>,
  });
  browser.once('disconnected', () => void rm(folder, { recursive: true, force: true }));
  return browser;
}

/** @throws StackError that says what to install, where apt cannot give one. */
export async function findFirefox(env: Record<string, string | undefined> = process.env): Promise<Firefox> {
  if (env['FIREFOX_PATH']) return { executablePath: env['FIREFOX_PATH'], env: {} };
  for (const name of names) {
    const [found] = await onPath(name, env);
    if (found !== undefined) return { executablePath: found, env: {} };
  }
  const triple = triples[process.arch];
  const [apt, dpkg] = await Promise.all([onPath('apt-get', env), onPath('dpkg', env)]);
  if (triple === undefined || apt.length === 0 || dpkg.length === 0) throw new StackError(advice);
  const cache = cacheDir(env);
  const folder = await installExclusively(cache, join(cache, 'bin', 'firefox-esr'), (line) => void process.stderr.write(`firefox: ${line}\n`), fetchPackages);
  const libraries = ['usr/lib', 'lib'].map((each) => join(folder, each, triple));
  return { executablePath: join(folder, 'usr/lib/firefox-esr/firefox-esr'), env: { LD_LIBRARY_PATH: libraries.join(':') } };
}

/** With package lists of its own: those of a new machine are empty, and only root may fill them. */
async function fetchPackages(folder: string): Promise<void> {
  const own = join(folder, 'apt');
  for (const each of ['lists/partial', 'cache/archives/partial', 'packages']) await mkdir(join(own, each), { recursive: true });
  const options = ['-q', '-o', `Dir::State::lists=${join(own, 'lists')}`, '-o', `Dir::Cache=${join(own, 'cache')}`, '-o', 'Debug::NoLocking=1', ...(process.getuid?.() === 0 ? ['-o', 'APT::Sandbox::User=root'] : [])];
  const aptGet = (...args: string[]) => run('apt-get', [...options, ...args], { cwd: join(own, 'packages'), timeout: 5 * 60_000, maxBuffer: 16 * 1024 * 1024, env: { ...process.env, LC_ALL: 'C' } });
  try {
    await aptGet('update');
    // What would be installed is the browser and the libraries that are not here yet.
    const { stdout } = await aptGet('--simulate', '--no-install-recommends', 'install', 'firefox-esr');
    const packages = [...stdout.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name);
    await aptGet('download', ...packages);
    for (const file of await readdir(join(own, 'packages'))) await run('dpkg', ['--extract', join(own, 'packages', file), folder]);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1) ?? (error as Error).message;
    throw new StackError(`${advice} apt has none for this machine: ${said}`);
  }
  await rm(own, { recursive: true });
}
