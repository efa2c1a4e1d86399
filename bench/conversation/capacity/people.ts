/** As many candidates as there are interviews: one person may hold only a few at once. */
import { loadSettings } from '@greenroom/settings';
import { createContext } from '../../../api/context.ts';
import { createPerson } from '../../../api/example-belongings.ts';
import { createLog } from '../../../api/log.ts';
import { ApiClient } from '../../../stack/demo/api-client.ts';
import type { WholeSystem } from '../../../tests/spoken/whole-system.ts';

export async function newCandidates(system: WholeSystem, count: number): Promise<ApiClient[]> {
  const context = await createContext(loadSettings(system.env), createLog('warn'));
  try {
    const clients: ApiClient[] = [];
    while (clients.length < count) clients.push(new ApiClient(system.addresses.api, await createPerson(context, 'candidate')));
    return clients;
  } finally {
    await context.close();
  }
}
