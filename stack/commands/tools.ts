/** The project's tools, run with this Node. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cloneRoot } from '../places.ts';
import { exitCodes, stopSignal } from './stop-signals.ts';

/** @param script below node_modules. @returns its exit code. */
export async function runTool(script: string, args: string[], cwd: string = cloneRoot): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(cloneRoot, 'node_modules', script), ...args], { cwd, stdio: 'inherit' });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? exitCodes[signal as 'SIGINT'] ?? 1));
  });
  // A terminal has sent its Ctrl-C to the tool as well, and some take a second one as "at once".
  void stopSignal().then((signal) => signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal));
  return ended;
}
