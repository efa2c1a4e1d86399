/**
 * The door to everything: `npm run demo`, `npm start`, `npm test` and the others come through here. It needs nothing but
 * Node ≥ 20: it installs the packages when they are missing or old, and goes on in Node 24, which runs TypeScript.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePackages } from './bootstrap/packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const startedAtMs = Date.now();
const newestKnownGood = 24;

/** @param {string} line */
const say = (line) => void process.stderr.write(`${line}\n`);

/** @param {string} line @returns {never} */
function giveUp(line) {
  say(line);
  // .ci/run promises this last line, whatever happens.
  if (process.argv[2] === 'ci') process.stdout.write('0 passed, 1 failed\n');
  process.exit(1);
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  giveUp(`Node ${process.versions.node} is too old: Node 20 or newer is needed (https://nodejs.org, or "nvm install 24").`);
}

try {
  await ensurePackages(root, say);
} catch (error) {
  giveUp(error instanceof Error ? error.message : String(error));
}

const packagedNode = join(root, 'node_modules/.bin/node');
const node = major >= newestKnownGood ? process.execPath : packagedNode;
if (!existsSync(node)) {
  giveUp(`Node ${process.versions.node} cannot run this project and no Node 24 is packaged for ${process.platform}-${process.arch}: install Node 24 (https://nodejs.org, or "nvm install 24").`);
}

const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, 'stack/main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: {
    ...process.env,
    // The demo's candidate is in this process, and the media library would print its debug lines between ours.
    ...(process.argv[2] === 'demo' ? { NODE_ENV: 'production' } : {}),
    GREENROOM_STARTED_AT_MS: String(startedAtMs),
    GREENROOM_BOOTSTRAP_PID: String(process.pid),
  },
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
// npm killed hard takes nobody with it: without this, the system would run on unseen.
if (process.env['npm_lifecycle_event'] !== undefined) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
}
child.once('error', (error) => giveUp(`${node} could not be started: ${error.message}`));
// Ended by a signal: say so as a shell does.
child.once('exit', (code, signal) => process.exit(code ?? 128 + ({ SIGINT: 2, SIGTERM: 15, SIGKILL: 9 }[/** @type {string} */ (signal)] ?? 1)));
