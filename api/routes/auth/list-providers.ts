import { SignInProvider } from '@greenroom/contracts';
import type { Handler } from '../../operation.ts';

export const listProviders: Handler<'listProviders'> = async ({ signIn }) => ({
  items: SignInProvider.options.flatMap((id) => {
    const provider = signIn.providers[id];
    return provider === undefined ? [] : [{ id, name: provider.name }];
  }),
});
