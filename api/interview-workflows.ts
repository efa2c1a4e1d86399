import {
  Client, Connection, defaultGrpcRetryOptions, defaultPayloadConverter, isGrpcServiceError, makeGrpcRetryInterceptor, WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { InterviewProgress, queries, signals, taskQueues, workflowIds, workflowNames, type EndReason, type InterviewInput, type OrderNotice, type ParticipantSignal } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import { PartUnavailableError } from './problems.ts';
import { remembersRequest } from './workflow-origin.ts';

const defaults = {
  callTimeoutMs: 5_000,
  /** Progress is an extra: a reader does not wait long for it. */
  queryTimeoutMs: 1_500,
  /** The client's own ten would keep a caller waiting for the whole time-out. */
  attempts: 4,
} as const;

/** The durable workflows that watch over interviews. Every method may throw `PartUnavailableError`. */
export interface InterviewWorkflows {
  /** Starts the interview's workflow; one that runs is left as it is. @returns `over` when it has already ended well */
  start(input: InterviewInput): Promise<'running' | 'over'>;
  /**
   * Ends the conversation. A workflow that is missing (a start that failed half-way) is started, so that it can finish
   * the interview properly. @returns `over` when it has already ended well
   */
  end(input: InterviewInput, reason: EndReason): Promise<'running' | 'over'>;
  /**
   * Tells a participant's coming or going. The same `eventId` twice counts once.
   * @returns whether there was a running workflow to tell
   */
  tell(interviewId: string, signal: 'participantJoined' | 'participantLeft', payload: ParticipantSignal, eventId: string): Promise<boolean>;
  /** Tells what somebody was allowed to do; the same order twice counts once. @returns whether there was a running workflow to tell */
  order(interviewId: string, notice: OrderNotice): Promise<boolean>;
  /** Null when there is no workflow, or it cannot be asked now; `onFailure` is told why. Never throws. */
  progress(interviewId: string, onFailure: (error: unknown) => void): Promise<InterviewProgress | null>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Connects when it is first used, so that the API starts without Temporal. */
export function connectWorkflows({ address, namespace }: Settings['temporal']): InterviewWorkflows {
  const interceptors = [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: defaults.attempts }))];
  const connection = Connection.lazy({ address, connectTimeout: defaults.callTimeoutMs, interceptors });
  const client = new Client({ connection, namespace, interceptors: { workflow: [remembersRequest] } });
  const options = (input: InterviewInput) =>
    ({
      taskQueue: taskQueues.interviews,
      workflowId: workflowIds.interview(input.interviewId),
      args: [input] as [InterviewInput],
      workflowIdConflictPolicy: 'USE_EXISTING',
      // One that failed or was terminated may be tried again; one that came to its end may not.
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    }) as const;

  // A call that is tried again after close() would end the process: its timer finds the channel gone and throws.
  const underWay = new Set<Promise<unknown>>();
  function within<T>(timeoutMs: number, call: () => Promise<T>): Promise<T> {
    const result = connection.withDeadline(Date.now() + timeoutMs, call);
    const settled = result.catch(() => undefined).finally(() => underWay.delete(settled));
    underWay.add(settled);
    return result;
  }
  async function reached<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await within(defaults.callTimeoutMs, call);
    } catch (cause) {
      if (cause instanceof WorkflowExecutionAlreadyStartedError || cause instanceof WorkflowNotFoundError) throw cause;
      throw new PartUnavailableError('The service that watches over interviews cannot be reached. Try again in a moment.', { cause });
    }
  }
  async function unlessOver(call: () => Promise<unknown>): Promise<'running' | 'over'> {
    try {
      await reached(call);
      return 'running';
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return 'over';
      throw error;
    }
  }

  async function signalOnce(interviewId: string, signalName: string, payload: object, requestId: string): Promise<boolean> {
    try {
      // The plain call, because a handle's signal() has no request id; Temporal itself drops a repeated one.
      await reached(async () => {
        await client.workflowService
          .signalWorkflowExecution({
            namespace,
            workflowExecution: { workflowId: workflowIds.interview(interviewId) },
            signalName,
            input: { payloads: [defaultPayloadConverter.toPayload(payload)] },
            requestId,
            identity: 'greenroom-api',
          })
          .catch((error: unknown) => {
            const notFound = 5; // gRPC's number
            if (isGrpcServiceError(error) && (error.code as number) === notFound) throw new WorkflowNotFoundError(error.details, workflowIds.interview(interviewId), undefined);
            throw error;
          });
      });
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  return {
    start: (input) => unlessOver(() => client.workflow.start(workflowNames.interview, options(input))),
    async end(input, reason) {
      const { workflowIdConflictPolicy: _, ...start } = options(input);
      return unlessOver(() => client.workflow.signalWithStart(workflowNames.interview, { ...start, signal: signals.end, signalArgs: [reason] }));
    },
    tell: (interviewId, signal, payload, eventId) => signalOnce(interviewId, signals[signal], payload, eventId),
    order: (interviewId, notice) => signalOnce(interviewId, signals.command, notice, notice.id),
    async progress(interviewId, onFailure) {
      try {
        const handle = client.workflow.getHandle(workflowIds.interview(interviewId));
        return InterviewProgress.parse(await within(defaults.queryTimeoutMs, () => handle.query(queries.progress)));
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) onFailure(error);
        return null;
      }
    },
    async ping() {
      await reached(() => client.workflowService.getSystemInfo({}));
    },
    async close() {
      await Promise.all(underWay);
      await connection.close();
    },
  };
}
