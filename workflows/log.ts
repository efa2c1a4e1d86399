import type { Logger as TemporalLogger, LogLevel, LogMetadata } from '@temporalio/worker';
import { pino, type Logger } from 'pino';
import { originOfActivity } from './activity-origin.ts';

export const createLog = (level: string): Logger => pino({ name: 'workflows', level, mixin: originOfActivity }, pino.destination({ dest: 2, sync: false }));

/** Temporal tells every change of a worker's state as INFO. */
const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const satisfies Record<LogLevel, string>;

/** Temporal's own words in our log's shape. */
export function temporalLogger(log: Logger): TemporalLogger {
  const child = log.child({ part: 'temporal' });
  const say = (level: LogLevel, message: string, meta: LogMetadata = {}): void => {
    const { error, ...rest } = meta;
    child[levels[level]](error === undefined ? rest : { ...rest, err: error as unknown }, message);
  };
  return {
    log: say,
    trace: (message, meta) => say('TRACE', message, meta),
    debug: (message, meta) => say('DEBUG', message, meta),
    info: (message, meta) => say('INFO', message, meta),
    warn: (message, meta) => say('WARN', message, meta),
    error: (message, meta) => say('ERROR', message, meta),
  };
}
