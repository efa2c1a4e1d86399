/** Tools written in Python, for checks only: put by pip into a folder of the cache that belongs to one version. */
import { join } from 'node:path';
import { execa } from 'execa';
import { StackError } from '../stack-error.ts';
import { installExclusively } from './exclusive.ts';

export interface PythonTool {
  name: string;
  version: string;
}

/** Fuzzes an API from its OpenAPI document (MIT, kept by Dmitry Dygalo). */
export const schemathesis: PythonTool = { name: 'schemathesis', version: '4.32.5' };

/** @returns the command that runs the tool, and the environment that it needs. */
export async function pythonTool({ name, version }: PythonTool, cacheDir: string, say: (line: string) => void): Promise<{ command: string[]; env: Record<string, string> }> {
  const folder = await installExclusively(cacheDir, join(cacheDir, 'python', `${name}-${version}`), say, async (temporary) => {
    say(`${name} ${version}: installing with pip (once)`);
    // A folder of packages instead of a venv: it may be renamed, and holds no second Python.
    const result = await execa('python3', ['-m', 'pip', 'install', '--quiet', '--no-cache-dir', '--only-binary=:all:', '--target', temporary, `${name}==${version}`], { reject: false, env: { PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1' } });
    if (result.failed) throw new StackError(`pip could not install ${name} ${version}: ${result.stderr.trim().split('\n').at(-1) ?? result.shortMessage}`);
  });
  return { command: ['python3', '-m', `${name}.cli`], env: { PYTHONPATH: folder } };
}
