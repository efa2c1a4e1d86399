/**
 * W3C trace context: a span for each request and for each call of another part. Every log line names its trace, also when
 * nobody collects traces; they are sent only when `OTEL_EXPORTER_OTLP_ENDPOINT` is set.
 */
import { context, propagation, SpanKind, SpanStatusCode, trace, type Span, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Metrics } from './metrics.ts';

export interface Tracing {
  tracer: Tracer;
  /** Sends what was not sent yet. */
  close(): Promise<void>;
}

/** @param otlpEndpoint base address of a collector (OTLP over HTTP, port 4318) */
export function createTracing(otlpEndpoint: string | undefined): Tracing {
  const exporter = otlpEndpoint === undefined ? undefined : new OTLPTraceExporter({ url: `${otlpEndpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: 3_000 });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'greenroom-api' }),
    spanProcessors: exporter === undefined ? [] : [new BatchSpanProcessor(exporter)],
  });
  // Carries the active span along with a request, and reads and writes the traceparent header; the same for every provider.
  provider.register();
  return { tracer: provider.getTracer('greenroom-api'), close: () => provider.shutdown() };
}

/** `traceparent` and the request's number, as a workflow is told what started it. Empty outside of a request. */
export function startedBy(): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  const requestId = context.active().getValue(requestIdKey);
  return { ...carrier, ...(typeof requestId === 'string' ? { requestId } : {}) };
}
export const requestIdKey = Symbol('request id');

/**
 * Gives a part whose calls become spans and numbers: how long they took, and how often the part was away (an error that says
 * that a retry may help). Health checks are left out: they would be most of it.
 */
export function watched<T extends object>(part: string, target: T, { tracer }: Tracing, metrics: Metrics): T {
  return new Proxy(target, {
    get(object, name, receiver) {
      const method: unknown = Reflect.get(object, name, receiver);
      if (typeof method !== 'function' || typeof name !== 'string' || name === 'ping' || name === 'close') return method;
      return (...args: unknown[]): unknown => {
        const span = tracer.startSpan(`${part}.${name}`, { kind: SpanKind.CLIENT, attributes: { 'peer.service': part } });
        const done = metrics.dependencyCalls.startTimer({ part, call: name });
        const result: unknown = context.with(trace.setSpan(context.active(), span), () => Reflect.apply(method as (...all: unknown[]) => unknown, object, args));
        if (!(result instanceof Promise)) {
          // A stream that is followed for hours is no call.
          span.end();
          return result;
        }
        const end = (error?: unknown): void => {
          done();
          if (error !== undefined) failed(span, error);
          if ((error as { retryable?: boolean } | undefined)?.retryable === true) metrics.dependencyFailures.inc({ part });
          span.end();
        };
        result.then(() => end(), (error: unknown) => end(error ?? 'rejected'));
        return result;
      };
    },
  });
}

/** The same for a query, which is known when it is over. */
export function queryWatch({ tracer }: Tracing, metrics: Metrics): (query: { sql: string; milliseconds: number; failed: boolean }) => void {
  return ({ sql, milliseconds, failed: didFail }) => {
    metrics.dependencyCalls.observe({ part: 'database', call: 'query' }, milliseconds / 1000);
    const span = tracer.startSpan('database.query', { kind: SpanKind.CLIENT, startTime: Date.now() - milliseconds, attributes: { 'peer.service': 'database', 'db.system.name': 'postgresql', 'db.query.text': sql } });
    if (didFail) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
}

function failed(span: Span, error: unknown): void {
  // The message only: it may not hold more than a log line may.
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'failed' });
}
