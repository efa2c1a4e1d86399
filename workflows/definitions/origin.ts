/**
 * Which request started a workflow stands in its memo (the API writes it). The workflow's log lines say it, and each activity
 * is told it, for its own lines. Bundled beside the workflows: see bundle-thread.ts.
 */
import { defaultPayloadConverter, workflowInfo, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** As the memo and the headers name it. A workflow that a schedule started has none. */
const names = ['requestId', 'traceparent'] as const;

function origin(): [string, string][] {
  const memo = workflowInfo().memo ?? {};
  return names.flatMap((name) => (typeof memo[name] === 'string' ? [[name, memo[name]] as [string, string]] : []));
}

export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      getLogAttributes: (input, next) => next({ ...input, ...Object.fromEntries(origin()) }),
      scheduleActivity: (input, next) => {
        const said = origin().map(([name, value]) => [name, defaultPayloadConverter.toPayload(value)] as const);
        return next({ ...input, headers: { ...input.headers, ...Object.fromEntries(said) } });
      },
    },
  ],
});
