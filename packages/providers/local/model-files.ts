import { access } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The paths of a model's files.
 * @throws Error naming what is missing, and the command that installs it.
 */
export async function requireModelFiles<Name extends string>(folder: string, names: Record<Name, string>): Promise<Record<Name, string>> {
  const paths = Object.fromEntries(Object.entries<string>(names).map(([name, file]) => [name, join(folder, file)])) as Record<Name, string>;
  for (const path of Object.values<string>(paths)) {
    await access(path).catch(() => {
      throw new Error(`The speech model ${path} is not there. "npm run stack -- up" installs the voices; SPEECH_MODELS_DIR says where they are.`);
    });
  }
  return paths;
}
