/** Finding programs: on the PATH, in the cache, or by installing them. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Every program of that name on the PATH, first one first. */
export async function onPath(name: string, env: Record<string, string | undefined>): Promise<string[]> {
  const found: string[] = [];
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, name);
    if (folder !== '' && (await access(file, constants.X_OK).then(() => true, () => false))) found.push(file);
  }
  return found;
}
