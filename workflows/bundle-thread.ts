/** Runs in a thread of its own that then ends: bundling takes 200 MB, which would stay with the process for good. */
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const bundle = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('./definitions/index.ts', import.meta.url)),
  workflowInterceptorModules: [fileURLToPath(new URL('./definitions/origin.ts', import.meta.url))],
  logger: new DefaultLogger('WARN'),
});
parentPort?.postMessage(bundle);
