/** Where things are on this machine. The clone holds what belongs to one copy of the project, the cache what all copies can use. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const cloneRoot: string = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** Databases, logs and keys of this clone. */
export const cloneDataDir: string = join(cloneRoot, '.greenroom');

/** Servers, voices and packages, kept outside the clone so that a second clone starts in seconds. */
export function cacheDir(env: Record<string, string | undefined> = process.env): string {
  if (env['GREENROOM_CACHE']) return env['GREENROOM_CACHE'];
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'greenroom');
}
