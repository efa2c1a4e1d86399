/** One installer at a time, and nothing half-installed: work happens in a temporary folder that is renamed when it is whole. */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { explainDiskError } from '../stack-error.ts';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Runs `work` while holding the lock file. A lock whose owner has died is taken over. Two that take over at the same
 * instant may both go on: that costs double work, never a broken install, because each install ends in one rename.
 */
export async function exclusively<T>(lockFile: string, say: (line: string) => void, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(lockFile), { recursive: true });
  for (let announced = false; ; ) {
    try {
      const handle = await open(lockFile, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(lockFile, 'utf8').catch(() => ''));
    if (Number.isInteger(owner) && owner > 0 && !isAlive(owner)) {
      await rm(lockFile, { force: true });
      continue;
    }
    if (!announced) say(`waiting for another install to finish${owner ? ` (process ${owner})` : ''}`);
    announced = true;
    await sleep(250);
  }
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

/** Makes `target` (a file or folder) by filling a temporary neighbour and renaming it. Nothing happens when it is there already. */
export async function installOnce(target: string, fill: (temporary: string) => Promise<void>): Promise<string> {
  if (existsSync(target)) return target;
  const temporary = join(dirname(target), `.${randomBytes(6).toString('hex')}.part`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await fill(temporary);
    await rename(temporary, target).catch((error: unknown) => {
      // Somebody else finished the same install first: theirs is as good.
      if (!existsSync(target)) throw error;
    });
    return target;
  } catch (error) {
    throw explainDiskError(error, dirname(target), 'GREENROOM_CACHE');
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** `installOnce`, by one process at a time: for what takes long. */
export async function installExclusively(cacheDir: string, target: string, say: (line: string) => void, fill: (temporary: string) => Promise<void>): Promise<string> {
  if (existsSync(target)) return target;
  return exclusively(join(cacheDir, 'locks', basename(target)), say, () => installOnce(target, fill));
}
