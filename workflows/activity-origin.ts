/** Which request started the workflow that an activity works for (definitions/origin.ts sends it): each of its log lines says so. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

interface Origin {
  requestId?: string;
  traceparent?: string;
}
const origins = new AsyncLocalStorage<Origin>();

/** Empty outside of an activity, and in one whose workflow no request started. */
export const originOfActivity = (): Origin => ({ ...origins.getStore() });

export const remembersOrigin: ActivityInterceptorsFactory = () => ({
  inbound: {
    execute: (input, next) => {
      const [requestId, traceparent] = [text(input.headers['requestId']), text(input.headers['traceparent'])];
      const origin = { ...(requestId === undefined ? {} : { requestId }), ...(traceparent === undefined ? {} : { traceparent }) };
      return origins.run(origin, () => next(input));
    },
  },
});

function text(payload: Payload | undefined): string | undefined {
  const value: unknown = payload && defaultPayloadConverter.fromPayload(payload);
  return typeof value === 'string' ? value : undefined;
}
