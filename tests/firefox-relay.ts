/**
 * Stands between Playwright and a Firefox of the distribution. Playwright speaks WebDriver BiDi and asks every new profile to
 * emulate a colour scheme, a command that this Firefox does not know yet: it is answered here, and everything else is passed on.
 *
 * `node firefox-relay.ts FIREFOX ARGUMENTS…`, started by Playwright in Firefox's place: it waits for the line with the address.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

const answeredHere = new Set(['emulation.setMediaFeaturesOverride']);

const [program = '', ...args] = process.argv.slice(2);
const firefox = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
firefox.once('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
firefox.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => firefox.kill(signal));

createInterface({ input: firefox.stderr }).on('line', (line) => {
  const origin = /WebDriver BiDi listening on (ws:\/\/\S+)$/.exec(line)?.[1];
  if (origin === undefined) return console.error(line);
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 256 * 1024 * 1024, perMessageDeflate: false });
  server.on('connection', (client, request) => relay(client, new WebSocket(origin + (request.url ?? ''), { maxPayload: 256 * 1024 * 1024, perMessageDeflate: false })));
  server.on('listening', () => console.error(`WebDriver BiDi listening on ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`));
});

function relay(client: WebSocket, browser: WebSocket): void {
  const opened = new Promise((resolve) => browser.once('open', resolve));
  client.on('message', async (data: Buffer) => {
    const text = data.toString();
    const { id, method } = JSON.parse(text) as { id: number; method: string };
    if (answeredHere.has(method)) return client.send(JSON.stringify({ type: 'success', id, result: {} }));
    await opened;
    browser.send(text);
  });
  browser.on('message', (data: Buffer) => client.send(data.toString()));
  browser.on('close', () => client.close());
  client.on('close', () => browser.close());
  // Both ends are told by the close that follows.
  for (const end of [client, browser]) end.on('error', () => undefined);
}
