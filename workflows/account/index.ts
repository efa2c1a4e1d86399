/** What an account's care is made of: letters, exports, deletion, retention. Each activity is idempotent and may run twice. */
import type { Context } from '../context.ts';
import { deletionActivities } from './deletion.ts';
import { exportActivities } from './export.ts';
import { letterActivities } from './letters.ts';
import { retentionActivities } from './retention.ts';
import { weeklyActivities } from './weekly.ts';

export { ensureSchedules } from './schedules.ts';

export function createAccountActivities(context: Context) {
  return {
    ...letterActivities(context),
    ...exportActivities(context),
    ...deletionActivities(context),
    ...retentionActivities(context),
    ...weeklyActivities(context),
  };
}
export type AccountActivities = ReturnType<typeof createAccountActivities>;
