/** LiveKit, Temporal and versitygw, built from their pinned sources by `go install`. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { startChild } from '../processes/child.ts';
import type { Watchdog } from '../processes/watchdog.ts';
import { StackError } from '../stack-error.ts';
import { installExclusively } from './exclusive.ts';
import { onPath } from './find-program.ts';
import { goPrograms, type GoProgram } from './versions.ts';

/** The oldest Go that can build them, or fetch a newer Go that can. */
const oldestGo = [1, 24] as const;

interface Where {
  cacheDir: string;
  env: Record<string, string | undefined>;
  watchdog: Watchdog;
  say(line: string): void;
}

/** @returns the path of the program: on the PATH, else in the cache, else built there. */
export async function goProgram(name: GoProgram['name'], where: Where): Promise<string> {
  const [found] = await onPath(name, where.env);
  if (found !== undefined) return found;
  const program = goPrograms.find((candidate) => candidate.name === name) as GoProgram;
  return installExclusively(where.cacheDir, join(where.cacheDir, 'bin', `${program.name}-${program.version}`), where.say, (temporary) => build(program, temporary, where));
}

async function build(program: GoProgram, target: string, { env, cacheDir, watchdog, say }: Where): Promise<void> {
  await needGo(program, env);
  say(`${program.name} ${program.version}: building from source with go install (once, some minutes)`);
  const startedAt = Date.now();
  const folder = `${target}.build`;
  const logs = join(cacheDir, 'logs');
  await mkdir(folder, { recursive: true });
  await mkdir(logs, { recursive: true });
  try {
    // Without cgo no C compiler is needed; without symbols the programs are a third smaller.
    const build = await startChild(
      {
        name: `go install ${program.name}`, command: 'go', args: ['install', '-trimpath', '-ldflags=-s -w', `${program.module}@${program.version}`],
        env: { ...env, GOBIN: folder, CGO_ENABLED: '0' }, cwd: undefined, user: undefined, input: undefined, stopSignal: 'SIGTERM',
      },
      join(logs, `${program.name}.log`),
      watchdog,
    );
    const progress = setInterval(() => say(`${program.name} ${program.version}: still building (${secondsSince(startedAt)} s)`), 30_000);
    const { code } = await build.exited.finally(() => clearInterval(progress));
    if (code !== 0) throw buildError(program, build.lastLines(), build.logFile);
    await rename(join(folder, program.builtAs), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  say(`${program.name} ${program.version}: built in ${secondsSince(startedAt)} s`);
}

const secondsSince = (startedAt: number) => Math.round((Date.now() - startedAt) / 1000);

async function needGo(program: GoProgram, env: Record<string, string | undefined>): Promise<void> {
  const mend = process.platform === 'darwin' ? 'brew install go' : 'see https://go.dev/dl';
  const { stdout, failed } = await execa('go', ['version'], { reject: false, env, extendEnv: false });
  if (failed) throw new StackError(`Go ≥ ${oldestGo.join('.')} is needed once, to build ${program.name}: ${mend}. Or put ${program.name} on the PATH.`);
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(stdout) ?? [];
  if (Number(major) === oldestGo[0] && Number(minor) < oldestGo[1]) throw new StackError(`Go ${major}.${minor} is too old to build ${program.name} (${oldestGo.join('.')} or newer is needed): ${mend}.`);
}

function buildError(program: GoProgram, lines: string[], logFile: string): unknown {
  const text = lines.join('\n');
  if (/no space left on device/i.test(text)) return new StackError(`The disk is full: building ${program.name} takes about 3 GB in Go's own folders ("go env GOCACHE GOMODCACHE GOTMPDIR" shows them). Free some space, or move them with "go env -w".`);
  const needed = /requires go >= ([\d.]+)/.exec(text)?.[1];
  if (needed !== undefined) return new StackError(`${program.name} needs Go ${needed}: install it, or let Go fetch it itself with "go env -w GOTOOLCHAIN=auto".`);
  const reasons = lines.filter((line) => !line.startsWith('go: downloading'));
  return new StackError(`${program.name} ${program.version} could not be built: ${reasons.slice(-2).join(' | ')} (log: ${logFile})`);
}
