import { asProviderFailure, type ProviderError } from '../provider-failure.ts';
import { hearingSampleRate, type Heard, type Hearing } from './hearing.ts';

/** What a provider hears in a whole recording, or why it could not. */
export async function hearAll(provider: Hearing, samples: Int16Array): Promise<Heard[] | ProviderError> {
  const finals: Heard[] = [];
  let failure: ProviderError | undefined;
  const session = provider.start({
    onHeard: (heard) => {
      if (heard.final && heard.text !== '') finals.push(heard);
    },
    onFailed: (error) => {
      failure = error;
    },
  });
  try {
    for (let from = 0; from < samples.length && failure === undefined; from += hearingSampleRate) await session.push(samples.slice(from, from + hearingSampleRate));
    await session.end();
  } catch (error) {
    failure ??= asProviderFailure(provider.name, error);
  } finally {
    session.close();
  }
  return failure ?? finals;
}
