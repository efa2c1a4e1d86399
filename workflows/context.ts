/** What the activities work with: made once per process, handed to `createActivities`, overridable in tests. */
import { agentName } from '@greenroom/contracts';
import { connectDatabase, type Database } from '@greenroom/database';
import { connectEvents, type Events } from '@greenroom/events';
import { connectFiles, type Files } from '@greenroom/files';
import { connectMailer, type Mailer } from '@greenroom/mail';
import type { Settings } from '@greenroom/settings';
import { AgentDispatchClient, RoomServiceClient } from 'livekit-server-sdk';
import type { Logger } from 'pino';

export interface Context {
  livekit: Settings['livekit'];
  providers: Settings['providers'];
  /** The name under which interviewers register with LiveKit. */
  agentName: string;
  log: Logger;
  database: Database;
  files: Files;
  events: Events;
  mailer: Mailer;
  /** For links in letters. */
  siteUrl: string;
  rooms: RoomServiceClient;
  dispatches: AgentDispatchClient;
}

/** LiveKit's API answers in milliseconds; one that does not is down. Seconds. */
const livekitTimeoutSeconds = 5;

export async function createContext(settings: Settings, log: Logger): Promise<Context> {
  const { livekit } = settings;
  const host = livekit.url.replace(/^ws/, 'http');
  const options = { requestTimeout: livekitTimeoutSeconds };
  return {
    livekit,
    providers: settings.providers,
    agentName,
    log,
    database: connectDatabase({ url: settings.database.url, onConnectionLost: (error) => log.warn({ err: error }, 'a database connection was lost') }),
    files: connectFiles(settings.files),
    events: await connectEvents({ url: settings.redis.url, onError: (error) => log.warn({ err: error }, 'Redis') }),
    mailer: connectMailer(settings.mail),
    siteUrl: settings.site.url,
    rooms: new RoomServiceClient(host, livekit.apiKey, livekit.apiSecret, options),
    dispatches: new AgentDispatchClient(host, livekit.apiKey, livekit.apiSecret, options),
  };
}

export async function closeContext(context: Context): Promise<void> {
  await Promise.allSettled([context.events.close(), context.database.close()]);
  context.files.close();
  context.mailer.close();
}
