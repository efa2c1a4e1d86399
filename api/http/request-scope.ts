/** What every request gets: a number, a span, a log of its own with both, and one line and one measurement when it is over. */
import { randomUUID } from 'node:crypto';
import { context as otel, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestHandler, Response } from 'express';
import type { Caller } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { requestIdKey } from '../tracing.ts';
import { unlessSaid } from './known-version.ts';

/** What a caller may give as its own number for a request. */
const requestIdForm = /^[\w-]{8,64}$/;
/** The caller's own number, or a new one. */
export const requestIdFrom = (given: unknown): string => (typeof given === 'string' && requestIdForm.test(given) ? given : randomUUID());

/** Fields are those of the Elastic Common Schema. No headers, no bodies, no tokens, no addresses. */
export function requestScope({ log, metrics, tracing }: Context): RequestHandler {
  return (request, response, next) => {
    const id = requestIdFrom(request.get('x-request-id'));
    const path = withoutToken(request.path);
    const parent = propagation.extract(ROOT_CONTEXT, request.headers);
    const span = tracing.tracer.startSpan(request.method, { kind: SpanKind.SERVER, attributes: { 'http.request.method': request.method, 'url.path': path } }, parent);
    const { traceId, spanId } = span.spanContext();
    const own = log.child({ 'http.request.id': id, 'http.request.method': request.method, 'url.path': path, 'trace.id': traceId, 'span.id': spanId });
    const since = process.hrtime.bigint();
    response.locals['log'] = own;
    response.setHeader('x-request-id', id);
    response.setHeader('cache-control', unlessSaid);
    metrics.inFlight.inc();
    response.on('close', () => {
      metrics.inFlight.dec();
      const nanoseconds = Number(process.hrtime.bigint() - since);
      const { statusCode, writableFinished } = response;
      const { name: operation, route } = operationOf(response) ?? {};
      metrics.requests.observe({ operation: operation ?? 'none', method: request.method, status: String(statusCode) }, nanoseconds / 1e9);
      const caller = response.locals['caller'] as Caller | undefined;
      const fields = {
        'http.response.status_code': statusCode,
        'event.duration': nanoseconds,
        ...(operation === undefined ? {} : { 'event.action': operation, 'http.route': route }),
        ...(caller === undefined ? {} : { 'user.id': caller.userId, 'user.roles': [caller.role] }),
      };
      own.info(fields, writableFinished ? 'Request answered' : 'The caller left before the answer');
      span.updateName(operation === undefined ? request.method : `${request.method} ${operation}`);
      span.setAttributes({ 'http.response.status_code': statusCode, ...(route === undefined ? {} : { 'http.route': route }) });
      if (statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    otel.with(trace.setSpan(parent, span).setValue(requestIdKey, id), next);
  };
}

/** Whoever has the token of a shared link sees what it shows: it is in no log. */
const withoutToken = (path: string): string => path.replace(/(\/shared\/)[^/]+/, '$1…');

/** Which operation of the contract it turned out to be. @param route its path with the names of parameters */
export function setOperation(response: Response, name: string, route: string): void {
  response.locals['operation'] = { name, route };
}
const operationOf = (response: Response) => response.locals['operation'] as { name: string; route: string } | undefined;
