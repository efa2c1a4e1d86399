/**
 * Postgres refuses to run as root. Root therefore runs it as another user, who must be able to reach both its programs and
 * its data, while the cache (often /root/.cache) and the clone may lie where only root can go.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, cp, lstat, mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import { installOnce } from '../install/exclusive.ts';
import { treeOfPrograms } from '../install/postgres-programs.ts';
import { StackError } from '../stack-error.ts';

export interface PostgresHome {
  /** Folder of the programs. */
  programs: string;
  /** Folder that holds the cluster, owned by the one who runs it. */
  data: string;
  user: { uid: number; gid: number } | undefined;
}

/** Survives a restart of the machine, and everyone may pass through it. */
const reachable = '/var/tmp';

export async function postgresHome(programs: string, cacheDir: string, dataDir: string): Promise<PostgresHome> {
  if (process.getuid?.() !== 0) {
    const data = join(dataDir, 'postgres');
    await mkdir(data, { recursive: true, mode: 0o700 });
    return { programs, data, user: undefined };
  }
  const user = await otherUser();
  return { programs: await reachablePrograms(programs, cacheDir), data: await reachableData(dataDir, user), user };
}

async function otherUser(): Promise<{ uid: number; gid: number }> {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await execa('id', [flag, name], { reject: false })).stdout || Number.NaN)));
    if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid: uid as number, gid: gid as number };
  }
  throw new StackError('Postgres must not run as root, and there is neither a user "postgres" nor "nobody" to run it as: start as an ordinary user, or set DATABASE_URL.');
}

async function reachablePrograms(programs: string, cacheDir: string): Promise<string> {
  if (await everyoneCanPass(programs)) return programs;
  const source = treeOfPrograms(programs, cacheDir);
  if (source === undefined) throw new StackError(`${programs} can be reached by root only: Postgres cannot be run from there. Set DATABASE_URL, or take it off the PATH.`);
  const copies = join(reachable, 'greenroom-0');
  await mkdir(copies, { mode: 0o755, recursive: true });
  await ownedByRoot(copies);
  const copy = await installOnce(join(copies, source.tree.split('/').at(-1) as string), (temporary) => cp(source.tree, temporary, { recursive: true, verbatimSymlinks: true }));
  return join(copy, source.inside);
}

/** Below the data folder, or, where the other user cannot pass, in /var/tmp with a link to it, so that it is found and deleted together. */
async function reachableData(dataDir: string, user: { uid: number; gid: number }): Promise<string> {
  const link = join(dataDir, 'postgres');
  const existing = await lstat(link).catch(() => undefined);
  if (existing?.isSymbolicLink()) {
    const target = await readlink(link);
    await ownedFolder(target, user);
    return target;
  }
  if (existing !== undefined || (await everyoneCanPass(dataDir))) {
    await ownedFolder(link, user);
    return link;
  }
  await forgetDeletedClones();
  const target = join(reachable, `greenroom-${createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 16)}`);
  // Of a clone that was at this place before: its password is gone with it.
  await rm(target, { recursive: true, force: true });
  await ownedFolder(target, user);
  await writeFile(join(target, belongsTo), resolve(dataDir));
  await symlink(target, link);
  return target;
}

/** Names the data folder that links here. */
const belongsTo = 'belongs-to';

/** Whoever deletes a clone means its interviews too, also those that had to be kept out here. */
async function forgetDeletedClones(): Promise<void> {
  for (const name of await readdir(reachable)) {
    if (!/^greenroom-[0-9a-f]{16}$/.test(name)) continue;
    const origin = await readFile(join(reachable, name, belongsTo), 'utf8').catch(() => undefined);
    if (origin !== undefined && !existsSync(origin)) await rm(join(reachable, name), { recursive: true, force: true });
  }
}

async function ownedFolder(folder: string, user: { uid: number; gid: number }): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid } = await lstat(folder);
  // In /var/tmp anyone can make a folder of this name: what is not root's or that user's is not used.
  if (uid !== 0 && uid !== user.uid) throw new StackError(`${folder} belongs to somebody else (user ${uid}): remove it and start again.`);
  await chown(folder, user.uid, user.gid);
}

async function ownedByRoot(folder: string): Promise<void> {
  if ((await lstat(folder)).uid !== 0) throw new StackError(`${folder} belongs to somebody else: remove it and start again.`);
}

async function everyoneCanPass(folder: string): Promise<boolean> {
  for (let place = resolve(folder); ; place = dirname(place)) {
    const { mode } = await stat(place);
    if ((mode & 0o001) === 0) return false;
    if (place === dirname(place)) return true;
  }
}
