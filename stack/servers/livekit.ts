/** LiveKit: the room. livekit.yaml in the clone is the base; ports, keys and the webhook's address are added here. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { parse, stringify } from 'yaml';
import { goProgram } from '../install/go-programs.ts';
import { cloneRoot } from '../places.ts';
import { StackError } from '../stack-error.ts';
import { elsewhere, launch, type RunningServer, type StackContext } from './server.ts';

export async function startLiveKit(context: StackContext): Promise<RunningServer> {
  const given = context.env['LIVEKIT_URL'];
  if (given) {
    const env = { LIVEKIT_URL: given, LIVEKIT_PUBLIC_URL: context.env['LIVEKIT_PUBLIC_URL'] || given, LIVEKIT_API_KEY: context.env['LIVEKIT_API_KEY'] ?? '', LIVEKIT_API_SECRET: context.env['LIVEKIT_API_SECRET'] ?? '' };
    await checkLiveKit(env);
    return elsewhere('livekit', given, env);
  }
  const command = await goProgram('livekit-server', context);
  const base = parse(await readFile(join(cloneRoot, 'livekit.yaml'), 'utf8')) as LiveKitConfig;
  const { livekitApiKey, livekitApiSecret } = context.secrets;
  const envFor = (port: number) => ({ LIVEKIT_URL: `ws://127.0.0.1:${port}`, LIVEKIT_PUBLIC_URL: `ws://127.0.0.1:${port}`, LIVEKIT_API_KEY: livekitApiKey, LIVEKIT_API_SECRET: livekitApiSecret });
  const launched = await launch(context, {
    name: 'livekit',
    ports: { signal: { usual: base.port, protocol: 'tcp' }, udp: { usual: base.rtc.udp_port, protocol: 'udp' } },
    timeoutMs: 20_000,
    spec: async ({ signal, udp }) => {
      const config: LiveKitConfig = {
        ...base, port: signal, rtc: { ...base.rtc, udp_port: udp }, keys: { [livekitApiKey]: livekitApiSecret },
        webhook: { api_key: livekitApiKey, urls: [`http://127.0.0.1:${context.apiPort}/api/v1/livekit/webhook`] },
      };
      // In the environment and not in the arguments, which every user of the machine can read.
      return { command, args: [], env: { ...context.env, NODE_IP: undefined, UDP_PORT: undefined, LIVEKIT_KEYS: undefined, LIVEKIT_CONFIG: stringify(config) }, user: undefined, input: undefined, stopSignal: 'SIGTERM' };
    },
    check: ({ signal }) => checkLiveKit(envFor(signal)),
  });
  const env = envFor(launched.ports.signal);
  return { name: 'livekit', address: env.LIVEKIT_URL, pid: launched.pid, restarts: launched.restarts, logFile: launched.logFile, env, stop: launched.stop };
}

export interface LiveKitConfig {
  port: number;
  bind_addresses: string[];
  rtc: { udp_port: number; [option: string]: unknown };
  room: Record<string, unknown>;
  keys?: Record<string, string>;
  webhook: { api_key: string; urls: string[] };
}

/** Asks for the list of rooms: that proves the address, the key and the secret. */
async function checkLiveKit(env: { LIVEKIT_URL: string; LIVEKIT_API_KEY: string; LIVEKIT_API_SECRET: string }): Promise<void> {
  if (env.LIVEKIT_API_KEY === '' || env.LIVEKIT_API_SECRET === '') throw new StackError('LIVEKIT_URL is set, but LIVEKIT_API_KEY or LIVEKIT_API_SECRET is not: set both, or unset LIVEKIT_URL.');
  const token = await new SignJWT({ video: { roomList: true } })
    .setProtectedHeader({ alg: 'HS256' }).setIssuer(env.LIVEKIT_API_KEY).setExpirationTime('1m')
    .sign(new TextEncoder().encode(env.LIVEKIT_API_SECRET));
  const response = await fetch(`${env.LIVEKIT_URL.replace(/^ws/, 'http').replace(/\/$/, '')}/twirp/livekit.RoomService/ListRooms`, {
    method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: '{}', signal: AbortSignal.timeout(5000),
  }).catch((error: Error) => {
    throw new StackError(`LiveKit at ${env.LIVEKIT_URL} does not answer: ${(error.cause as Error | undefined)?.message ?? error.message}. Correct or unset LIVEKIT_URL.`);
  });
  await response.body?.cancel();
  if (response.status === 401 || response.status === 403) throw new StackError(`LiveKit at ${env.LIVEKIT_URL} refuses this key: correct LIVEKIT_API_KEY and LIVEKIT_API_SECRET, or unset LIVEKIT_URL.`);
  if (!response.ok) throw new StackError(`LIVEKIT_URL (${env.LIVEKIT_URL}) does not look like a LiveKit server: it answers ${response.status}.`);
}
