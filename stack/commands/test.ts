/** `npm test`: unit tests, tests against the real servers, and spoken interviews. */
import { runTool } from './tools.ts';

/** @param args passed on to vitest: file names, `--project unit`, `--reporter=json`, … */
export async function test(args: string[]): Promise<number> {
  return runTool('vitest/vitest.mjs', ['run', ...args]);
}
