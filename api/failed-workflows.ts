/** Durable work that failed, as Temporal knows it. */
import type { WorkflowExecutionDescription } from '@temporalio/client';
import type { FailedWorkflow } from '@greenroom/contracts';
import type { Durable } from './durable.ts';

const most = 50;
/** Long enough for a reason, too short for a text that somebody wrote. */
const longestReason = 300;
const failed = { FAILED: 'failed', TIMED_OUT: 'timed-out', TERMINATED: 'terminated' } as const;

/** The last ones. @param uiUrl Temporal's own pages @throws PartUnavailableError */
export async function listFailedWorkflows({ client, reached }: Durable, uiUrl: string | undefined): Promise<FailedWorkflow[]> {
  return reached(async () => {
    const { executions = [] } = await client.workflowService.listWorkflowExecutions({
      namespace: client.options.namespace,
      pageSize: most,
      query: "ExecutionStatus IN ('Failed', 'TimedOut', 'Terminated')",
    });
    const infos: WorkflowExecutionDescription[] = [];
    for (const { execution } of executions) {
      if (execution?.workflowId == null || execution.runId == null) continue;
      infos.push(await client.workflow.getHandle(execution.workflowId, execution.runId).describe());
    }
    return Promise.all(infos.map(async (info) => ({
      workflowId: info.workflowId,
      runId: info.runId,
      type: info.type,
      status: failed[info.status.name as keyof typeof failed],
      startedAt: info.startTime.toISOString(),
      closedAt: info.closeTime?.toISOString() ?? null,
      reason: await reasonOf(client, info),
      link: uiUrl === undefined ? null : `${uiUrl.replace(/\/$/, '')}/namespaces/${encodeURIComponent(client.options.namespace)}/workflows/${encodeURIComponent(info.workflowId)}/${info.runId}/history`,
    })));
  });
}

/** What the last event of its history says. */
async function reasonOf(client: Durable['client'], { workflowId, runId, status }: WorkflowExecutionDescription): Promise<string | null> {
  if (status.name === 'TIMED_OUT') return 'It took longer than it may.';
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({ namespace: client.options.namespace, execution: { workflowId, runId }, maximumPageSize: 1 });
  const last = history?.events?.[0];
  const failure = last?.workflowExecutionFailedEventAttributes?.failure;
  const reason = last?.workflowExecutionTerminatedEventAttributes?.reason ?? ([failure?.message, failure?.cause?.message].filter((part) => part != null && part !== '').join(': ') || null);
  return reason === null || reason === '' ? null : reason.slice(0, longestReason);
}
