/** What a job process needs, made once when the process is warmed up, before an interview is assigned to it. */
import { connectDatabase, type Database } from '@greenroom/database';
import { connectEvents, type Events } from '@greenroom/events';
import { loadSettings, type Settings } from '@greenroom/settings';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
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
  // No speech model: those are loaded once for all interviews, in the worker's inference process (speech-models/).
  const context = { settings, database: connectDatabase(settings.database), events: await connectEvents(settings.redis), log };
  forgetTheStart();
  return context;
}

/** Reading all modules leaves 60 MB of garbage, which V8 would keep for minutes, of each interview. */
function forgetTheStart(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
