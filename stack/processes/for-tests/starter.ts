/** A starter for the tests: starts what the arguments ask for, prints the process numbers as JSON, and waits to be killed. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServers } from '../../servers/start-servers.ts';
import { startChild } from '../child.ts';
import { startWatchdog } from '../watchdog.ts';

const [what, ...rest] = process.argv.slice(2);
if (what === 'stubborn') {
  // Ignores the polite signal, and has a child of its own in the same group.
  const script = `process.on('SIGTERM', () => {}); const { pid } = require('node:child_process').spawn('sleep', ['600'], { stdio: 'ignore' }); console.log(pid); setInterval(() => {}, 1000);`;
  const child = await startChild({ name: 'stubborn', command: process.execPath, args: ['-e', script], env: process.env, cwd: undefined, user: undefined, input: undefined, stopSignal: 'SIGTERM' }, rest[0] as string, startWatchdog());
  child.onLine((line) => console.log(JSON.stringify([child.pid, Number(line)])));
} else {
  const dataDir = await mkdtemp(join(tmpdir(), 'greenroom-starter-'));
  const { servers } = await startServers({ dataDir, portPolicy: 'free', throwaway: true, only: ['postgres', 'redis', 's3', 'livekit', 'temporal'], say: () => {} });
  console.log(JSON.stringify([dataDir, ...servers.map((server) => server.pid())]));
}
setInterval(() => {}, 1000);
