import type { Server } from 'node:http';
import type { Context } from './context.ts';

/** Longest time that requests under way get to finish. */
const graceMs = 10_000;

/** On SIGTERM or SIGINT: no new requests, those under way finish, connections are closed, the process ends. */
export function stopCleanly(server: Server, context: Context): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    stopping = true;
    context.log.info({ 'process.signal': signal }, 'API is stopping');
    setTimeout(() => server.closeAllConnections(), graceMs).unref();
    server.close(() => void context.close().then(() => context.log.info('API has stopped')));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Node closes the connections that are idle when it stops; one that becomes idle later would be kept for 5 s more.
  server.on('request', (_, response) => response.once('close', () => stopping && setImmediate(() => server.closeIdleConnections())));
  server.on('error', (error) => {
    context.log.fatal({ error }, 'API cannot listen');
    process.exitCode = 1;
    void context.close();
  });
}
