/** What a job process needs, made once when the process is warmed up, before an interview is assigned to it. */
import { connectDatabase, type Database } from '@greenroom/database';
import { connectEvents, type Events } from '@greenroom/events';
import { prewarmSpeech } from '@greenroom/providers/select';
import { loadSettings, type Settings } from '@greenroom/settings';
import { pino, type Logger } from 'pino';

export interface AgentContext {
  settings: Settings;
  database: Database;
  events: Events;
  log: Logger;
}

export async function prewarmAgent(): Promise<AgentContext> {
  const settings = loadSettings();
  const log = pino({ name: 'agent', level: settings.log.level });
  const [events] = await Promise.all([connectEvents(settings.redis), prewarmSpeech(settings.providers)]);
  return { settings, database: connectDatabase(settings.database), events, log };
}
