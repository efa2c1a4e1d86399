/** Plain LiveKit Agents with its defaults, the local turn detector pinned, and our hearing and voice. */
import { fileURLToPath } from 'node:url';
import { choosePorts } from '../../../stack/ports.ts';
import { answersOk, startProcess } from './process.ts';
import { closeRoom, liveKitOf, openRoom, tokenFor } from './rooms.ts';
import type { System } from './system.ts';

const agentName = 'bench-livekit-defaults';

/** @param env of our system: its LiveKit server, speech models, and services where there are any. */
export async function startLiveKitDefaults(env: Record<string, string>, say: (line: string) => void, firstTokenMs = 0): Promise<System> {
  const livekit = liveKitOf(env);
  const { http } = await choosePorts('the baseline', { http: { usual: 18_231, protocol: 'tcp' } }, 'free', say);
  const file = fileURLToPath(new URL('../baselines/livekit-defaults.ts', import.meta.url));
  const worker = await startProcess(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    ...env, NODE_ENV: 'production', BENCH_AGENT_NAME: agentName, BENCH_HTTP_PORT: String(http), BENCH_FIRST_TOKEN_MS: String(firstTokenMs),
  }, () => answersOk(`http://127.0.0.1:${http}/`));
  return {
    name: 'livekitDefaults',
    description: '@livekit/agents 1.9 AgentSession with its defaults, turn detector v1-mini, same hearing and voice, a fixed reply',
    async visit() {
      const room = await openRoom(livekit, agentName);
      return { url: livekit.url, token: await tokenFor(livekit, room, 'candidate'), interviewId: undefined, end: () => closeRoom(livekit, room) };
    },
    stop: () => worker.stop(),
  };
}
