import type { Handler } from '../../operation.ts';

/** A new key is told here when it begins to sign; whoever meets a `kid` that it does not know asks again. */
export const readPublicKeys: Handler<'readPublicKeys'> = async ({ tokens }, { response }) => {
  response.setHeader('cache-control', 'public, max-age=300');
  return tokens.publicKeys;
};
