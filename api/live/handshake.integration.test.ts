/** Requests for the live socket that no WebSocket client sends. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => { api = await startTestApi(inject('env')); });
afterAll(() => api.stop());

test.each(['//', '/\\', 'http://[', '/api/v1/live/../live', '*'])('an upgrade to the address %j is refused, and the API goes on', async (address) => {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => (answer += String(data)));
  socket.write(`GET ${address} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
  expect((await api.call('GET', '/health')).status).toBe(200);
});
