/** A Pipecat bot with its defaults and Smart Turn v3, from PyPI, with the same local models through sherpa-onnx. */
import { fileURLToPath } from 'node:url';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { randomUUID } from 'node:crypto';
import { execa } from 'execa';
import { cacheDir } from '../../../stack/index.ts';
import { installExclusively } from '../../../stack/install/exclusive.ts';
import { startProcess, type BaselineProcess } from './process.ts';
import { closeRoom, liveKitOf, openRoom, tokenFor } from './rooms.ts';
import type { System } from './system.ts';

const packages = ['pipecat-ai[livekit]==1.14.0', 'sherpa-onnx==1.13.8'] as const;

/** @returns the folder of packages; it is kept in the cache. @throws Error with pip's reason. */
function installed(say: (line: string) => void): Promise<string> {
  return installExclusively(cacheDir(), join(cacheDir(), 'python', 'bench-pipecat-1.14.0'), say, async (temporary) => {
    say(`installing ${packages.join(', ')} with pip (once)`);
    const result = await execa('python3', ['-m', 'pip', 'install', '--quiet', '--no-cache-dir', '--prefer-binary', '--target', temporary, ...packages], { reject: false, timeout: 15 * 60_000, env: { PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1' } });
    if (result.failed) throw new Error(`pip could not install it: ${result.stderr.trim().split('\n').at(-1) ?? result.shortMessage}`);
  });
}

export async function startPipecat(env: Record<string, string>, say: (line: string) => void): Promise<System> {
  const folder = await installed(say);
  const livekit = liveKitOf(env);
  const bot = fileURLToPath(new URL('../baselines/pipecat_bot.py', import.meta.url));
  const running = new Set<BaselineProcess>();
  return {
    name: 'pipecat',
    description: 'Pipecat 1.14 with its defaults (Smart Turn v3), the same local models through sherpa-onnx, a fixed reply',
    async visit() {
      const room = await openRoom(livekit);
      const ready = join(tmpdir(), `greenroom-bench-${randomUUID()}`);
      // One process for each room: it joins, and says that it has.
      const process = await startProcess('python3', [bot], {
        PYTHONPATH: folder, SPEECH_MODELS_DIR: env['SPEECH_MODELS_DIR'] ?? '', BENCH_LIVEKIT_URL: livekit.url, BENCH_ROOM: room, BENCH_TOKEN: await tokenFor(livekit, room, 'interviewer'), BENCH_READY_FILE: ready,
      }, () => readFile(ready).then(() => true, () => false));
      running.add(process);
      return {
        url: livekit.url, token: await tokenFor(livekit, room, 'candidate'), interviewId: undefined,
        async end() {
          running.delete(process);
          await process.stop();
          await rm(ready, { force: true });
          await closeRoom(livekit, room);
        },
      };
    },
    stop: async () => {
      await Promise.all([...running].map((process) => process.stop()));
    },
  };
}
