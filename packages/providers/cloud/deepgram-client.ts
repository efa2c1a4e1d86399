/** Deepgram through its makers' SDK, told everything that it would otherwise find in the environment. */
import { DeepgramClient } from '@deepgram/sdk';

export interface DeepgramAccess {
  apiKey: string;
  /** `http(s)://host`, for a server of one's own. */
  baseUrl: string | undefined;
}

const official = 'https://api.deepgram.com';

export function deepgramClient({ apiKey, baseUrl = official }: DeepgramAccess): DeepgramClient {
  const base = baseUrl.replace(/\/+$/, '');
  const sockets = base.replace(/^http/, 'ws');
  // Retries are ours: a sentence cannot wait for somebody else's patience.
  return new DeepgramClient({ apiKey, environment: { base, production: sockets, agent: sockets, agentRest: base }, maxRetries: 0, reconnect: false });
}
