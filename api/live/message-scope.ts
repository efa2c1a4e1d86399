/**
 * What each message gets, as every request does: the socket's number, a span, and a log with both. Calls of other parts, and
 * workflows that are started, carry them on.
 */
import type { IncomingMessage } from 'node:http';
import { context as otel, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context as TraceContext } from '@opentelemetry/api';
import type { ClientMessage } from '@greenroom/contracts';
import type { Context } from '../context.ts';
import { requestIdFrom } from '../http/request-scope.ts';
import type { Logger } from '../log.ts';
import type { ProblemError } from '../problems.ts';
import { requestIdKey } from '../tracing.ts';

/** Where a socket comes from. */
export interface Origin {
  /** One for all messages of a socket: the caller's own `X-Request-Id` of the handshake, or ours. */
  requestId: string;
  /** The caller's trace, when the handshake names one. */
  trace: TraceContext;
}

export const originOf = ({ headers }: IncomingMessage): Origin => ({ requestId: requestIdFrom(headers['x-request-id']), trace: propagation.extract(ROOT_CONTEXT, headers) });

/** @param act gives the problem with which the message was refused, if it was */
export async function inMessage({ tracing }: Context, { origin, log }: { origin: Origin; log: Logger }, { id, type }: ClientMessage, act: (log: Logger) => Promise<ProblemError | undefined>): Promise<void> {
  const span = tracing.tracer.startSpan(`live ${type}`, { kind: SpanKind.SERVER }, origin.trace);
  const { traceId, spanId } = span.spanContext();
  const own = log.child({ 'event.action': type, 'message.id': id, 'trace.id': traceId, 'span.id': spanId });
  try {
    const refusal = await otel.with(trace.setSpan(origin.trace, span).setValue(requestIdKey, origin.requestId), () => act(own));
    if (refusal !== undefined && refusal.problem.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  } finally {
    span.end();
  }
}
