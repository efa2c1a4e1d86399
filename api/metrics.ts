/** Numbers for Prometheus. No label holds anything of a person. */
import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Logger } from './log.ts';

export interface Metrics {
  registry: Registry;
  /** `operation` is the contract's name, or `none` for an address that is none of ours. */
  requests: Histogram<'operation' | 'method' | 'status'>;
  inFlight: Gauge;
  /** Set by the live socket: `inc()` when one opens, `dec()` when it closes. */
  liveSockets: Gauge;
  rateLimited: Counter<'policy'>;
  /** A part (redis, files, livekit, temporal, database) that did not answer. */
  dependencyFailures: Counter<'part'>;
  /** Calls of a part that did answer, or not, in seconds. */
  dependencyCalls: Histogram<'part' | 'call'>;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({ name: 'http_request_duration_seconds', help: 'Time until a request was answered', labelNames: ['operation', 'method', 'status'], buckets: seconds, registers }),
    inFlight: new Gauge({ name: 'http_requests_in_flight', help: 'Requests that are being answered', registers }),
    liveSockets: new Gauge({ name: 'live_sockets_open', help: 'Open live sockets', registers }),
    rateLimited: new Counter({ name: 'rate_limit_hits_total', help: 'Requests refused because of a limit', labelNames: ['policy'], registers }),
    dependencyFailures: new Counter({ name: 'dependency_failures_total', help: 'Calls that a part did not answer', labelNames: ['part'], registers }),
    dependencyCalls: new Histogram({ name: 'dependency_call_duration_seconds', help: 'Time until a part answered', labelNames: ['part', 'call'], buckets: seconds, registers }),
  };
}

/** `GET /metrics` on a port of its own, which is not for the internet. Adds Node's own numbers (event-loop lag, memory, garbage collection). */
export function createMetricsServer({ registry }: Metrics, log: Logger): Server {
  collectDefaultMetrics({ register: registry });
  return createServer((request, response) => {
    if (request.url !== '/metrics' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('GET /metrics\n');
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      (error: unknown) => {
        log.error({ error }, 'Metrics cannot be read');
        response.writeHead(500).end();
      },
    );
  });
}
