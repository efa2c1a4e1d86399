/** Told before anything is started: a server on a full disk ends with words that help nobody. */
import { statfs } from 'node:fs/promises';
import { StackError } from './stack-error.ts';

/**
 * @param folder has to exist.
 * @param variable moves the folder to another disk; undefined when a link has to do that.
 * @throws StackError when less than `neededMb` is free.
 */
export async function needSpace(folder: string, neededMb: number, variable: string | undefined): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeMb = Math.floor((bavail * bsize) / 1e6);
  if (freeMb >= neededMb) return;
  const move = variable === undefined ? 'make it a link to a folder on another disk' : `set ${variable} to a folder on another disk`;
  throw new StackError(`The disk that holds ${folder} is full: ${freeMb} MB are free, ${neededMb} MB are needed. Free some space there, or ${move}.`);
}
