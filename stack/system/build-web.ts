/** The site is built when its sources are not those of the last build. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { exclusively } from '../install/exclusive.ts';
import { cloneRoot } from '../places.ts';
import { StackError } from '../stack-error.ts';

const sources = ['web/src/**', 'web/static/**', 'web/package.json', 'web/vite.config.ts', 'web/tsconfig.json', 'packages/contracts/**/*.ts', 'packages/settings/*.ts', 'package-lock.json'];

/** @returns whether something had to be done. */
export async function buildWeb(lockFolder: string, say: (line: string) => void): Promise<boolean> {
  return exclusively(join(lockFolder, 'web-build.lock'), say, async () => {
    const stamp = join(cloneRoot, 'web/build/.sources');
    const hash = await hashOfSources();
    if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === hash) return false;
    say('web: building the site');
    const vite = join(cloneRoot, 'node_modules/vite/bin/vite.js');
    const built = await execa(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: join(cloneRoot, 'web'), reject: false, all: true, env: { NODE_ENV: 'production' } });
    if (built.failed) throw new StackError(`The site could not be built: "npm run build" shows why. ${built.all?.trim().split('\n').at(-1) ?? ''}`);
    await writeFile(stamp, hash);
    return true;
  });
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  const files: string[] = [];
  for await (const entry of glob(sources, { cwd: cloneRoot, withFileTypes: true })) if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(file).update('\0').update(await readFile(file));
  return hash.digest('hex');
}
