import type { EraseInterviewInput } from '@greenroom/contracts';
import { proxyActivities, sleep } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

const { eraseInterviewNow } = proxyActivities<Activities>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/**
 * The API removes an interview at once; this finishes what it could not, and sweeps twice for what was still being stored
 * while the interview was ended: an interviewer's last turn takes 5 s, a recorder's last segments 30 s.
 */
export async function eraseInterview(input: EraseInterviewInput): Promise<void> {
  for (const later of ['10 seconds', '2 minutes'] as const) {
    await sleep(later);
    await eraseInterviewNow(input);
  }
}
