/** One JSON line per event, in the field names of the Elastic Common Schema. No headers, no bodies, no tokens. */
import { pino, stdSerializers, type DestinationStream, type Logger, type LoggerOptions } from 'pino';

export type { Logger } from 'pino';

/** @param destination for tests; otherwise standard output */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: { 'service.name': 'greenroom-api', 'ecs.version': '8.17.0' },
    messageKey: 'message',
    errorKey: 'error',
    timestamp: () => `,"@timestamp":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ 'log.level': label }) },
    serializers: { error: asError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function asError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { type, message, stack } = stdSerializers.errWithCause(error);
  return { type, message, stack_trace: stack, ...(error.cause === undefined ? {} : { cause: asError(error.cause) }) };
}

/** How often the same trouble is worth a line. */
const sameAgainMs = 60_000;

/** For what is tried again every second: the same error is logged once a minute, another one at once. */
export function warnSeldom(log: Logger, message: string): (error: unknown) => void {
  const last = { text: '', at: 0 };
  return (error) => {
    const text = error instanceof Error ? `${error.name} ${error.message}` : String(error);
    if (text === last.text && Date.now() - last.at < sameAgainMs) return;
    Object.assign(last, { text, at: Date.now() });
    log.warn({ error }, message);
  };
}
