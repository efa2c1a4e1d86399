/**
 * The npm packages of this clone, exactly those of package-lock.json. `npm ci` takes half a minute even when everything is in
 * npm's cache (70,000 files, 1.1 GB). So the finished node_modules is kept outside the clone as hard links, under the lock
 * file's hash: a second clone links it back in under a second and without taking disk space again.
 */
import { createHash, randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** npm's own notes, which it may write into in place: copied, so that the clones stay apart. */
const neverLinked = new Set(['.package-lock.json', '.greenroom-lock']);

/**
 * @param {string} root the clone
 * @param {(line: string) => void} say
 */
export async function ensurePackages(root, say) {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lockText).digest('hex');
  const stamp = join(root, 'node_modules/.greenroom-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  if (isInstalled(root, lockText)) return writeFileSync(stamp, hash);

  const startedAt = Date.now();
  const folders = packageFolders(lockText);
  const kept = join(cacheDir(), 'packages', `${hash.slice(0, 24)}-${process.platform}-${process.arch}${libc()}`);
  if (bringBack(kept, root, folders)) {
    writeFileSync(stamp, hash);
    say(`packages: taken from the cache in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    return;
  }
  await installPackages(root, say);
  writeFileSync(stamp, hash);
  say(`packages: installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  keep(root, folders, kept, say);
}

/** Somebody ran `npm install`: what npm noted down is what the lock file asks for. @param {string} root @param {string} lockText */
function isInstalled(root, lockText) {
  const notes = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(notes)) return false;
  const installed = JSON.parse(readFileSync(notes, 'utf8')).packages;
  return Object.entries(JSON.parse(lockText).packages).every(
    ([path, wanted]) => !path.includes('node_modules/') || (installed[path] === undefined ? wanted.optional === true : wanted.link || installed[path].version === wanted.version),
  );
}

/** Where packages lie: node_modules, and those of workspaces when versions differ. @param {string} lockText */
function packageFolders(lockText) {
  const paths = Object.keys(JSON.parse(lockText).packages);
  return [...new Set(paths.flatMap((path) => /^(.*?)node_modules\//.exec(path)?.[1] ?? []))].map((prefix) => `${prefix}node_modules`);
}

/** @param {string} kept @param {string} root @param {string[]} folders */
function bringBack(kept, root, folders) {
  if (!existsSync(kept)) return false;
  const mark = `.${randomBytes(4).toString('hex')}.part`;
  try {
    for (const folder of folders) {
      const target = join(root, folder);
      const half = `${target}${mark}`;
      linkTree(join(kept, folder), half);
      rmSync(target, { recursive: true, force: true });
      renameSync(half, target);
    }
    return true;
  } catch (error) {
    // Another file system, or one without hard links: npm does it then.
    for (const folder of folders) rmSync(join(root, `${folder}${mark}`), { recursive: true, force: true });
    if (isAboutLinks(error)) return false;
    throw diskError(error, root);
  }
}

/** @param {string} root @param {string[]} folders @param {string} kept @param {(line: string) => void} say */
function keep(root, folders, kept, say) {
  const half = `${kept}.${randomBytes(4).toString('hex')}.part`;
  try {
    for (const folder of folders) linkTree(join(root, folder), join(half, folder));
    renameSync(half, kept);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(kept) && !isAboutLinks(error)) say(`packages: not kept for other clones (${error instanceof Error ? error.message : error})`);
  }
}

/** @param {string} from @param {string} to */
function linkTree(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (neverLinked.has(entry.name)) copyFileSync(source, target);
    else linkSync(source, target);
  }
}

/** @param {string} root @param {(line: string) => void} say */
async function installPackages(root, say) {
  say('packages: installing what package-lock.json names (once, a minute or two)');
  const args = ['ci', '--loglevel=error', '--no-fund', '--no-audit', ...(process.stderr.isTTY ? [] : ['--no-progress'])];
  // Under `npm run`, npm says where it is itself.
  const npm = process.env['npm_execpath']?.endsWith('.js') ? [process.execPath, process.env['npm_execpath']] : ['npm'];
  const child = spawn(/** @type {string} */ (npm[0]), [...npm.slice(1), ...args], {
    cwd: root,
    // npm's list of what it added is not our output.
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its install script would download a part for graphics cards that nothing here uses.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const startedAt = Date.now();
  const progress = setInterval(() => say(`packages: still installing (${Math.round((Date.now() - startedAt) / 1000)} s)`), 15_000);
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`npm could not be started (${error.message}): it comes with Node, https://nodejs.org`)));
    child.once('exit', resolve);
  }).finally(() => clearInterval(progress));
  if (code === 0) return;
  if (/ENOSPC/.test(errors)) throw diskError({ code: 'ENOSPC' }, root);
  // The first sentence; before it come npm's codes and paths.
  const lines = errors.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  const reason = lines.find((line) => line.split(' ').length > 4) ?? `exit code ${code}`;
  throw new Error(`npm ci failed: ${reason} Run "npm ci" to see all of it.`);
}

/** @param {unknown} error */
function isAboutLinks(error) {
  return ['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK', 'ENOENT'].includes(/** @type {{ code: string }} */ (error).code);
}

/** @param {unknown} error @param {string} folder */
function diskError(error, folder) {
  const { code } = /** @type {{ code: string }} */ (error);
  return code === 'ENOSPC' ? new Error(`The disk that holds ${folder} is full: about 1.5 GB are needed there.`) : error;
}

/** The same rule as in stack/places.ts, which only a newer Node can read. */
function cacheDir() {
  return process.env['GREENROOM_CACHE'] || join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'greenroom');
}

/** musl needs other binaries than glibc. */
function libc() {
  if (process.platform !== 'linux') return '';
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header.glibcVersionRuntime === undefined ? '-musl' : '-glibc';
}
