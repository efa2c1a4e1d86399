/** The work that comes round: made when the process starts, and brought up to date when it is there already. */
import { scheduleIds, taskQueues, workflowNames } from '@greenroom/contracts';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';

export async function ensureSchedules(client: Client): Promise<void> {
  // At night in Europe, when few interviews are held; the database and the file store have time for it.
  await ensure(client, scheduleIds.retention, workflowNames.retention, { calendars: [{ hour: 3, minute: 17 }] });
  // Every hour it is Monday morning somewhere.
  await ensure(client, scheduleIds.weeklyProgress, workflowNames.weeklyProgress, { calendars: [{ hour: '*', minute: 5 }] });
}

async function ensure(client: Client, scheduleId: string, workflowType: string, spec: ScheduleOptions['spec']): Promise<void> {
  const options = {
    spec,
    action: { type: 'startWorkflow', workflowType, taskQueue: taskQueues.interviews, args: [] },
    // One that takes long is not doubled; one that was missed while Temporal was away is made up for within a day.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
  } as const;
  try {
    await client.schedule.create({ scheduleId, ...options });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    // Paused by an operator: it stays so.
    await client.schedule.getHandle(scheduleId).update(({ state }) => ({ ...options, state }));
  }
}
