/** `npm test`: unit tests, tests against the real servers, the site in Firefox, and spoken interviews. */
import { join } from 'node:path';
import { cloneDataDir, cloneRoot } from '../places.ts';
import { buildWeb } from '../system/build-web.ts';
import { runTool } from './tools.ts';

/** @param args passed on to vitest: file names, `--project unit`, `--reporter=json`, … */
export async function test(args: string[]): Promise<number> {
  // The site's tests read what Kit generates, and look at the built site.
  const generated = await runTool('@sveltejs/kit/svelte-kit.js', ['sync'], join(cloneRoot, 'web'));
  if (generated !== 0) return generated;
  await buildWeb(cloneDataDir, (line) => process.stderr.write(`${line}\n`));
  return runTool('vitest/vitest.mjs', ['run', ...args, ...(await withoutFirefox(args))]);
}

/** Debian's Firefox cannot be had on every machine; whoever asks for the project by name is told so by its tests. */
async function withoutFirefox(args: string[]): Promise<string[]> {
  if (args.some((each) => each.startsWith('--project'))) return [];
  const { findFirefox } = await import('../../tests/firefox.ts');
  return findFirefox().then(
    () => [],
    (error: Error) => {
      console.log(`Firefox: NOT CHECKED HERE. ${error.message}`);
      return ['--project=!firefox'];
    },
  );
}
