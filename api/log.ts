/** One JSON line per event, in the field names of the Elastic Common Schema. No headers, no bodies, no tokens. */
import { pino, stdSerializers, type Logger } from 'pino';

export type { Logger } from 'pino';

export function createLog(level: string): Logger {
  return pino({
    level,
    base: { 'service.name': 'greenroom-api', 'ecs.version': '8.17.0' },
    messageKey: 'message',
    errorKey: 'error',
    timestamp: () => `,"@timestamp":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ 'log.level': label }) },
    serializers: { error: asError },
  });
}

function asError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { type, message, stack } = stdSerializers.errWithCause(error);
  return { type, message, stack_trace: stack, ...(error.cause === undefined ? {} : { cause: asError(error.cause) }) };
}
