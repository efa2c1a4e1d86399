import { z } from 'zod';

const SigningKey = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string(), kid: z.string().min(1) });
const SigningKeys = z.object({ keys: z.tuple([SigningKey], SigningKey) });
export type SigningKey = z.infer<typeof SigningKey>;

/**
 * The private keys of AUTH_SIGNING_KEYS, the one that signs first.
 * @throws Error that says what was expected, without the keys
 */
export function readSigningKeys(text: string): [SigningKey, ...SigningKey[]] {
  const parsed = SigningKeys.safeParse(json(text));
  if (parsed.success) return parsed.data.keys;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new Error(`AUTH_SIGNING_KEYS: expected {"keys":[…]} with Ed25519 private keys (kty OKP, crv Ed25519, x, d, kid); wrong at "${where}".`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
