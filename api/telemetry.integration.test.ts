import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, inject, test } from 'vitest';
import { WebSocket } from 'ws';
import { createLog } from './log.ts';
import { createMetricsServer } from './metrics.ts';
import { liveAddress, openLive, ticketOf } from './live/testing.ts';
import { startTestApi, type TestApi } from './testing.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

interface Span {
  name: string;
  traceId: string;
  parentSpanId?: string;
  spanId: string;
  attributes: { key: string; value: { stringValue?: string } }[];
}
/** A collector that takes OTLP over HTTP, as far as it concerns JSON. */
async function collector(): Promise<{ url: string; spans: Span[] }> {
  const spans: Span[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { resourceSpans } = JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  const url = await listen(server);
  return { url, spans };
}
async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  cleanups.push(() => new Promise((done) => server.close(done).closeAllConnections()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const lines: Record<string, unknown>[] = [];
async function start(otlpEndpoint?: string): Promise<TestApi> {
  lines.length = 0;
  const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
  const api = await startTestApi(inject('env'), { log, settings: (settings) => ({ ...settings, telemetry: { ...settings.telemetry, otlpEndpoint } }) });
  cleanups.push(() => api.stop());
  return api;
}
const answered = () => lines.filter(({ message }) => message === 'Request answered');
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a log line names operation, person, request and trace in the fields of the Elastic Common Schema, and no content', async () => {
  const { call, signUp, plan } = await start();
  const { id: userId, token } = await signUp();
  const { id } = await plan(token, { jobDescription: 'A secret project' });
  await call('GET', `/interviews/${id}`, { token, headers: { traceparent, 'x-request-id': 'my-request-1' } });
  await expect.poll(() => answered().length).toBe(2);
  expect(answered().at(-1)).toMatchObject({
    'service.name': 'greenroom-api', 'log.level': 'info', 'event.action': 'readInterview', 'http.route': '/api/v1/interviews/:id', 'http.request.method': 'GET', 'http.response.status_code': 200,
    'http.request.id': 'my-request-1', 'user.id': userId, 'user.roles': ['candidate'], 'trace.id': '0af7651916cd43dd8448eb211c80319c', 'span.id': expect.stringMatching(/^[\da-f]{16}$/),
    'event.duration': expect.any(Number), 'ecs.version': expect.any(String), '@timestamp': expect.any(String),
  });
  expect(JSON.stringify(lines)).not.toMatch(/secret|Bearer|eyJ/i);
});

test('a request and its calls of other parts are one trace, which goes on the caller’s and reaches the collector', async () => {
  const { url, spans } = await collector();
  const api = await start(url);
  const { token } = await api.signUp();
  const { id } = await api.plan(token);
  await api.call('POST', `/interviews/${id}/start`, { token, headers: { traceparent } });
  // Closing sends what is left.
  await cleanups.pop()?.();
  const ours = spans.filter(({ traceId }) => traceId === '0af7651916cd43dd8448eb211c80319c');
  const request = ours.find(({ name }) => name === 'POST startInterview');
  expect(request?.parentSpanId).toBe('b7ad6b7169203331');
  expect(ours.map(({ name, parentSpanId }) => [name, parentSpanId === request?.spanId])).toEqual(expect.arrayContaining([['livekit.open', true], ['temporal.start', true], ['database.query', true]]));
});

test('a workflow remembers which request started it', async () => {
  const api = await start();
  const { token } = await api.signUp();
  const { id } = await api.plan(token);
  await api.call('POST', `/interviews/${id}/start`, { token, headers: { traceparent, 'x-request-id': 'my-request-2' } });
  const { memo } = await api.context.durable.client.workflow.getHandle(`interview-${id}`).describe();
  expect(memo).toMatchObject({ requestId: 'my-request-2', traceparent: expect.stringMatching(/^00-0af7651916cd43dd8448eb211c80319c-[\da-f]{16}-01$/) });
});

test('a workflow that was started over the live socket remembers the socket’s number and trace, and so does the log', async () => {
  const api = await start();
  const { id: userId, token } = await api.signUp();
  const { id } = await api.plan(token, { mode: 'typed' });
  const headers = { traceparent, 'x-request-id': 'my-socket-1' };
  const client = await openLive(api.url, await ticketOf(api, token), { headers });
  expect(await client.ask({ type: 'interview:start', interviewId: id, id: 'start-1' })).toMatchObject({ type: 'ack' });
  await client.close();
  const { memo } = await api.context.durable.client.workflow.getHandle(`interview-${id}`).describe();
  expect(memo).toMatchObject({ requestId: 'my-socket-1', traceparent: expect.stringMatching(/^00-0af7651916cd43dd8448eb211c80319c-[\da-f]{16}-01$/) });
  expect(lines.find(({ message }) => message === 'Command taken on')).toMatchObject({
    'http.request.id': 'my-socket-1', 'trace.id': '0af7651916cd43dd8448eb211c80319c', 'event.action': 'interview:start', 'message.id': 'start-1', 'interview.id': id, 'user.id': userId,
  });
  // The handshake's answer says it; a number of another form is not taken.
  for (const [given, told] of [['my-socket-2', /^my-socket-2$/], ['no', /^[\da-f-]{36}$/]] as const) {
    const ws = new WebSocket(liveAddress(api.url), 'greenroom.v1', { headers: { 'x-request-id': given } });
    const [[answer]] = (await Promise.all([once(ws, 'upgrade'), once(ws, 'open')])) as [[IncomingMessage], unknown];
    expect(answer.headers['x-request-id']).toMatch(told);
    ws.terminate();
  }
});

test('requests, sockets, limits and parts that are away are counted, by operation and never by person', async () => {
  const { call, context, signUp } = await start();
  const { id, token } = await signUp();
  await call('GET', '/auth/me', { token });
  await call('GET', '/auth/me');
  await call('GET', '/nowhere');
  context.metrics.liveSockets.inc();
  const url = await listen(createMetricsServer(context.metrics, context.log));
  await sleep(20);
  const text = await (await fetch(`${url}/metrics`)).text();
  for (const line of [
    'http_request_duration_seconds_count{operation="me",method="GET",status="200"} 1',
    'http_request_duration_seconds_count{operation="me",method="GET",status="401"} 1',
    'http_request_duration_seconds_count{operation="none",method="GET",status="404"} 1',
    'http_requests_in_flight 0',
    'live_sockets_open 1',
  ]) expect(text).toContain(line);
  expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
  expect(text).not.toContain(id);
  expect((await fetch(url)).status).toBe(404);
});
