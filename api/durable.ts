/** A road to Temporal for the parts that start durable work: bounded waits, typed failures, a clean end. */
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Settings } from '@greenroom/settings';
import { PartUnavailableError } from './problems.ts';
import { remembersRequest } from './workflow-origin.ts';

const defaults = {
  callTimeoutMs: 5_000,
  /** The client's own ten would keep a caller waiting for the whole time-out. */
  attempts: 4,
} as const;

export interface Durable {
  client: Client;
  /**
   * Runs a call to Temporal with a time limit. Errors that say something about the workflow itself come through.
   * @throws PartUnavailableError when Temporal cannot be reached
   */
  reached<T>(call: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Connects when it is first used, so that the API starts without Temporal. */
export function connectDurable({ address, namespace }: Settings['temporal']): Durable {
  const interceptors = [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: defaults.attempts }))];
  const connection = Connection.lazy({ address, connectTimeout: defaults.callTimeoutMs, interceptors });
  // A call that is tried again after close() would end the process: its timer finds the channel gone and throws.
  const underWay = new Set<Promise<unknown>>();
  return {
    client: new Client({ connection, namespace, interceptors: { workflow: [remembersRequest] } }),
    async reached(call) {
      const result = connection.withDeadline(Date.now() + defaults.callTimeoutMs, call);
      const settled = result.catch(() => undefined).finally(() => underWay.delete(settled));
      underWay.add(settled);
      try {
        return await result;
      } catch (cause) {
        if (cause instanceof WorkflowExecutionAlreadyStartedError || cause instanceof WorkflowNotFoundError) throw cause;
        throw new PartUnavailableError('The service that does longer work cannot be reached. Try again in a moment.', { cause });
      }
    },
    async close() {
      await Promise.all(underWay);
      await connection.close();
    },
  };
}
