/** The workflows process: the interviews' lives, their recorders, their reports. */
import { setTimeout as pause } from 'node:timers/promises';
import { migrate } from '@greenroom/database';
import { loadSettings } from '@greenroom/settings';
import { dispose } from '@livekit/rtc-node';
import { Client } from '@temporalio/client';
import { makeTelemetryFilterString, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { createAccountActivities, ensureSchedules } from './account/index.ts';
import { createActivities } from './activities/index.ts';
import { closeContext, createContext } from './context.ts';
import { createLog, temporalLogger } from './log.ts';
import { createRecorderActivities } from './recording/record-interview.ts';
import { createResumeActivities } from './resumes/index.ts';
import { createWorkers } from './workers.ts';

const settings = loadSettings();
const log = createLog(settings.log.level);
Runtime.install({
  logger: temporalLogger(log),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} } },
  // SIGTERM and SIGINT shut the workers down; `run()` below resolves then.
  shutdownSignals: ['SIGTERM', 'SIGINT'],
});

const context = await createContext(settings, log);
await migrate(context.database, (line) => log.info(line));
await context.files.ensureBucket();
const connection = await NativeConnection.connect({ address: settings.temporal.address });
const workers = await createWorkers({
  connection,
  namespace: settings.temporal.namespace,
  activities: { ...createActivities(context), ...createResumeActivities(context) },
  recorderActivities: createRecorderActivities(context),
  accountActivities: createAccountActivities(context),
});
await ensureSchedules(new Client({ connection, namespace: settings.temporal.namespace }));
const running = Promise.all(workers.map((worker) => worker.run()));
await Promise.race([running, untilPolling(workers)]);
process.stdout.write('workflows ready\n');

try {
  await running;
  log.info('stopped');
} finally {
  await connection.close();
  await closeContext(context);
  await dispose();
}

async function untilPolling(all: readonly Worker[]): Promise<void> {
  while (!all.every((worker) => worker.getState() === 'RUNNING')) await pause(20);
}
