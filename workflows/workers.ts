/** The three workers: one for workflows and their short activities, one for recorders, one for letters, exports and what comes round. */
import { once } from 'node:events';
import { Worker as Thread } from 'node:worker_threads';
import { taskQueues } from '@greenroom/contracts';
import { Worker, type NativeConnection, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { remembersOrigin } from './activity-origin.ts';

export interface WorkersOptions {
  connection: NativeConnection;
  namespace: string;
  activities: object;
  recorderActivities: object;
  accountActivities: object;
}

/** Cancelling an activity is told with its heartbeats: someone waits for it at the end of an interview. */
const heartbeatThrottle = '1 second';

export async function createWorkers({ connection, namespace, activities, recorderActivities, accountActivities }: WorkersOptions): Promise<Worker[]> {
  const workflowBundle = await bundleWorkflows();
  const place = { connection, namespace, maxHeartbeatThrottleInterval: heartbeatThrottle, interceptors: { activity: [remembersOrigin] } };
  return Promise.all([
    Worker.create({
      ...place,
      taskQueue: taskQueues.interviews,
      workflowBundle,
      activities,
      shutdownForceTime: '15 seconds',
      // One watcher per interview lasts as long as the interview.
      maxConcurrentActivityTaskExecutions: 1_000,
    }),
    Worker.create({
      ...place,
      taskQueue: taskQueues.recording,
      activities: recorderActivities,
      // A recorder stores its last segment first.
      shutdownForceTime: '40 seconds',
      maxConcurrentActivityTaskExecutions: 50,
    }),
    Worker.create({
      ...place,
      taskQueue: taskQueues.account,
      activities: accountActivities,
      shutdownForceTime: '15 seconds',
      // Letters and exports: slow, never urgent, and an export takes disk space.
      maxConcurrentActivityTaskExecutions: 20,
    }),
  ]);
}

/** @throws when the workflows' code does not bundle */
async function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  const thread = new Thread(new URL('./bundle-thread.ts', import.meta.url));
  const [bundle] = (await once(thread, 'message')) as [WorkflowBundleWithSourceMap];
  await thread.terminate();
  return bundle;
}
