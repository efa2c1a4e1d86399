/** The commands behind `npm run demo|start|stack|test|…`; bootstrap.mjs has made sure that packages and Node are there. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from './commands/check.ts';
import { ci } from './commands/ci.ts';
import { start } from './commands/start.ts';
import { stackCommand } from './commands/stack.ts';
import { test } from './commands/test.ts';
import { cloneRoot } from './places.ts';
import { StackError } from './stack-error.ts';

const usage = `Usage: npm run demo [-- --exit --json --answers DIR]   one interview, from end to end
       npm start [-- --fresh --verbose]                the system, for a person
       npm run stack -- up|down|status|reset           only the servers
       npm run providers                               which keys work, and what the others would give
       npm test [-- FILES…]                            every test
       npm run typecheck|lint|depcruise|build|fuzz`;

const [command = '', ...args] = process.argv.slice(2);

/** A person's own keys and addresses. What is in the environment already counts more. */
if (existsSync(join(cloneRoot, '.env'))) process.loadEnvFile(join(cloneRoot, '.env'));

async function run(): Promise<number> {
  switch (command) {
    case 'demo': return start({ kind: 'demo', args });
    case 'start': {
      const { values } = parseArgs({ args, options: { fresh: { type: 'boolean', default: false }, verbose: { type: 'boolean', default: false } } });
      return start({ kind: 'start', ...values });
    }
    case 'stack': return stackCommand(args);
    // Loaded only here: the other commands need no provider, and it takes a second.
    case 'providers': return (await import('./commands/providers.ts')).providers();
    case 'test': return test(args);
    case 'run': return check(args);
    case 'ci': return ci();
    default: throw new StackError(usage);
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  const forPeople = error instanceof StackError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
  process.stderr.write(`${forPeople ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = 1;
}
// Nothing of ours is left to wait for; a library's open handle must not keep the terminal.
process.exit();
