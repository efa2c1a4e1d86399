/** `npm run typecheck|lint|depcruise|build|fuzz|bench:…`. */
import { join } from 'node:path';
import { cloneDataDir, cloneRoot } from '../places.ts';
import { StackError } from '../stack-error.ts';
import { buildWeb } from '../system/build-web.ts';
import { runTool } from './tools.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

const checks: Record<string, (args: string[]) => Promise<number>> = {
  typecheck: async () => {
    const ours = await runTool('typescript/bin/tsc', ['-p', cloneRoot]);
    const generated = await runTool('@sveltejs/kit/svelte-kit.js', ['sync'], join(cloneRoot, 'web'));
    const site = await runTool('svelte-check/bin/svelte-check', ['--tsconfig', 'tsconfig.json', '--fail-on-warnings'], join(cloneRoot, 'web'));
    return ours || generated || site;
  },
  lint: (args) => runTool('eslint/bin/eslint.js', ['.', '--max-warnings=0', ...args]),
  depcruise: (args) => runTool('dependency-cruiser/bin/dependency-cruiser.mjs', ['--config', '.dependency-cruiser.cjs', 'packages', 'agent', 'api', 'workflows', 'web/src', 'stack', 'tests', 'bench', ...args]),
  'bench:load': (args) => runTool('../bench/load.ts', args),
  'bench:turns': (args) => runTool('../bench/conversation/turns.ts', args),
  'bench:conversation': (args) => runTool('../bench/conversation/conversation.ts', args),
  'bench:capacity': (args) => runTool('../bench/conversation/capacity.ts', args),
  'bench:live': (args) => runTool('../bench/conversation/live.ts', args),
  'bench:cloud': (args) => runTool('../bench/conversation/cloud.ts', args),
  fuzz: (args) => runTool('../tests/fuzz/main.ts', args),
  build: async () => {
    if (!(await buildWeb(cloneDataDir, say))) say('web: the site is built already');
    return 0;
  },
};

export async function check([name = '', ...args]: string[]): Promise<number> {
  const run = checks[name];
  if (run === undefined) throw new StackError(`Usage: npm run ${Object.keys(checks).join('|')}`);
  return run(args);
}
