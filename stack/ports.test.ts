import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { choosePorts } from './ports.ts';

test('a port that somebody has taken is replaced, and a line says by which one', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const said: string[] = [];
  const chosen = await choosePorts('redis', { redis: { usual: port, protocol: 'tcp' } }, 'usual', (line) => said.push(line));
  expect(chosen.redis).not.toBe(port);
  expect(said).toEqual([`port ${port} is taken: redis uses ${chosen.redis}`]);
  server.close();
});

test('a taken UDP port is replaced too', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  const chosen = await choosePorts('livekit', { udp: { usual: port, protocol: 'udp' } }, 'usual', () => {});
  expect(chosen.udp).not.toBe(port);
  socket.close();
});

test('tests never get a usual port', async () => {
  const chosen = await choosePorts('postgres', { postgres: { usual: 5432, protocol: 'tcp' } }, 'free', () => {});
  expect(chosen.postgres).toBeGreaterThanOrEqual(20_000);
  expect(chosen.postgres).toBeLessThan(32_000);
});
