/** The whole of Greenroom, as `npm start` runs it, with an interview for each call. */
import { RoomAccess } from '@greenroom/contracts';
import { startWholeSystem, type WholeSystem } from '../../../tests/spoken/whole-system.ts';
import { questionsFor } from '../questions.ts';
import type { Answer } from '../recordings.ts';
import type { ApiClient } from '../../../stack/demo/api-client.ts';
import type { System, Visit } from './system.ts';

export interface Greenroom extends System {
  whole: WholeSystem;
  /** @param api of the candidate; the demo's when it is left out */
  visit(answers: readonly Answer[], api?: ApiClient): Promise<Visit>;
}

/** @param env beside the usual: keys and addresses of services. */
export async function startGreenroom(env: Record<string, string>): Promise<Greenroom> {
  const whole = await startWholeSystem({ ...env, LIVE_SOCKETS_PER_ACCOUNT: '1000', RATE_LIMIT_ACCOUNT: '1000000', RATE_LIMIT_ADDRESS: '1000000', RATE_LIMIT_COSTLY: '1000000', RATE_LIMIT_SIGN_IN: '1000000' });
  return {
    name: 'greenroom',
    description: 'Greenroom: its own turn-taking, the whole system',
    whole,
    async visit(answers, api = whole.api) {
      const interview = await api.call('createInterview', { body: { type: 'behavioral', role: 'Engineer', level: 'senior', questions: questionsFor(answers) } });
      const { url, token } = RoomAccess.parse(await api.call('startInterview', { params: { id: interview.id } }));
      return {
        url, token, interviewId: interview.id,
        async end() {
          // One that has ended by itself refuses: that is as good.
          await api.call('completeInterview', { params: { id: interview.id } }).catch(() => undefined);
        },
      };
    },
    stop: () => whole.stop(),
  };
}
