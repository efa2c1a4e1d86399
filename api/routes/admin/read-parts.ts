import type { Handler } from '../../operation.ts';
import { checkParts } from '../../parts.ts';

export const readParts: Handler<'readParts'> = async (context, { log }) => {
  const sockets = (await context.metrics.liveSockets.get()).values[0]?.value ?? 0;
  return { parts: await checkParts(context, log), openSockets: sockets, upSeconds: Math.floor(process.uptime()) };
};
