import type { Server } from 'node:http';
import type { Context } from './context.ts';

/** Longest time that requests under way get to finish. */
const graceMs = 10_000;

export interface Servers {
  server: Server;
  /** Answers until the very end, so that the end can be watched. */
  metrics: Server;
}

/**
 * On SIGTERM or SIGINT: no new requests, live sockets are told to come back elsewhere, requests under way finish,
 * connections are closed, the process ends.
 */
export function stopCleanly({ server, metrics }: Servers, context: Context): void {
  let stopping = false;
  const sayGoodbye = (): void => {
    for (const goodbye of context.goodbyes) goodbye();
  };
  const end = async (): Promise<void> => {
    await context.close();
    metrics.close();
    metrics.closeAllConnections();
  };
  const stop = (signal: NodeJS.Signals): void => {
    stopping = true;
    context.log.info({ 'process.signal': signal }, 'API is stopping');
    setTimeout(() => server.closeAllConnections(), graceMs).unref();
    server.close(() => void end().then(() => context.log.info('API has stopped')));
    sayGoodbye();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Node closes the connections that are idle when it stops; one that becomes idle later would be kept for 5 s more.
  server.on('request', (_, response) => response.once('close', () => stopping && setImmediate(() => server.closeIdleConnections())));
  for (const [each, what] of [[server, 'API'], [metrics, 'Metrics']] as const) {
    each.on('error', (error) => {
      context.log.fatal({ error }, `${what} cannot listen`);
      // A server that never listened does not say that it is closed; and a connection that was just being made may outlive its end.
      sayGoodbye();
      void end().finally(() => process.exit(1));
    });
  }
}
