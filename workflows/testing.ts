/** The real workers for a test: with a database and a Temporal namespace of their own, against the test's servers. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { migrate } from '@greenroom/database';
import { createTestDatabase } from '@greenroom/database/testing';
import { loadSettings } from '@greenroom/settings';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { createAccountActivities } from './account/index.ts';
import { createActivities } from './activities/index.ts';
import { closeContext, createContext, type Context } from './context.ts';
import { createRecorderActivities } from './recording/record-interview.ts';
import { createWorkers } from './workers.ts';

/** Registers a namespace. It is known everywhere only after a moment: see {@link untilKnown}. @returns its name */
export async function newNamespace(connection: Connection, namespace = `test-${randomUUID()}`): Promise<string> {
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 24 * 3600 as never } });
  return namespace;
}

/** Makes what needs a new namespace, as soon as the namespace is known to the server's every part. */
export async function untilKnown<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries > 50) throw error;
      await pause(200);
    }
  }
}

export interface TestWorkers {
  context: Context;
  client: Client;
  stop(): Promise<void>;
}

/** All of the workflows' workers, with the real activities. @param change what a test puts in a part's place */
export async function startTestWorkers(env: Record<string, string>, change: Partial<Context> = {}): Promise<TestWorkers> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const settings = loadSettings(env);
  const database = await createTestDatabase(settings.database.url);
  const context = { ...(await createContext({ ...settings, database: { url: database.url } }, pino({ level: 'silent' }))), ...change };
  await migrate(context.database);
  await context.files.ensureBucket();
  const connection = await Connection.connect({ address: settings.temporal.address });
  const native = await NativeConnection.connect({ address: settings.temporal.address });
  const namespace = await newNamespace(connection);
  const workers = await untilKnown(() => createWorkers({ connection: native, namespace, activities: createActivities(context), recorderActivities: createRecorderActivities(context), accountActivities: createAccountActivities(context) }));
  const running = Promise.all(workers.map((worker) => worker.run()));
  return {
    context,
    client: new Client({ connection, namespace }),
    async stop() {
      for (const worker of workers) worker.shutdown();
      await running;
      await native.close();
      await connection.close();
      await closeContext(context);
      await database.drop();
    },
  };
}
