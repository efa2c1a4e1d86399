/** The data folder of one clone or of one test run. */
import { mkdir, readlink, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Moves the log of the run before out of the way; one is kept. */
export async function rotateLog(dataDir: string, name: string): Promise<void> {
  await mkdir(join(dataDir, 'logs'), { recursive: true });
  const file = join(dataDir, 'logs', `${name}.log`);
  if ((await stat(file).catch(() => undefined)) !== undefined) await rename(file, `${file}.1`);
}

/** Deletes everything, also a database that had to be kept outside the folder (see postgres-home.ts). */
export async function removeDataDir(dataDir: string): Promise<void> {
  const elsewhere = await readlink(join(dataDir, 'postgres')).catch(() => undefined);
  if (elsewhere !== undefined) await rm(elsewhere, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}
