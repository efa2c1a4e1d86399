/**
 * Ends the process groups of a starter that died without doing so itself (kill -9, a crash, a closed terminal).
 * It runs in its own session and reads lines from the starter: "+GROUP SIGNAL" to watch a group, "-GROUP" to forget it.
 * When the pipe closes, the starter is gone: what is still watched is asked to stop, then killed.
 */
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const graceMs = 4000;
/** @type {Map<number, NodeJS.Signals>} */
const groups = new Map();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const [, sign, group, signal] = /^([+-])(\d+) ?(\w*)$/.exec(line) ?? [];
  if (sign === '+') groups.set(Number(group), /** @type {NodeJS.Signals} */ (signal));
  if (sign === '-') groups.delete(Number(group));
}

/** @param {number} group @param {NodeJS.Signals | 0} signal */
function send(group, signal) {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

for (const [group, signal] of groups) send(group, signal);
for (const until = Date.now() + graceMs; Date.now() < until && [...groups.keys()].some((group) => send(group, 0)); ) await sleep(100);
for (const group of groups.keys()) send(group, 'SIGKILL');
