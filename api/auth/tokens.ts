import { createLocalJWKSet, importJWK, jwtVerify, SignJWT, type JWK } from 'jose';
import { z } from 'zod';
import { UserRole } from '@greenroom/contracts';

export const accessTokenSeconds = 15 * 60;

const SigningKeys = z.object({
  keys: z.array(z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string(), kid: z.string().min(1) })).min(1),
});
const Claims = z.object({ sub: z.uuid(), role: UserRole });

/** Who is calling, as the access token says. */
export interface Caller {
  userId: string;
  role: UserRole;
}
export interface Tokens {
  issue(caller: Caller): Promise<string>;
  /** Undefined when the token is not ours, is over, or was changed. */
  verify(token: string): Promise<Caller | undefined>;
}

const algorithm = 'EdDSA';
const issuer = 'greenroom';
const audience = 'greenroom-api';

/**
 * Access tokens signed with Ed25519. The first key signs and all of them verify, so that keys can be changed while the
 * API runs: put the new key first, and take the old one away 15 minutes later.
 * @param signingKeys a JSON Web Key Set with private keys, each with its `kid`
 */
export async function createTokens(signingKeys: string): Promise<Tokens> {
  const parsed = SigningKeys.safeParse(json(signingKeys));
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new Error(`AUTH_SIGNING_KEYS: expected {"keys":[…]} with Ed25519 private keys (kty OKP, crv Ed25519, x, d, kid); wrong at "${where}".`);
  }
  const [first] = parsed.data.keys as [JWK & { kid: string }];
  const signingKey = await importJWK(first, algorithm);
  const publicKeys = createLocalJWKSet({ keys: parsed.data.keys.map(({ d: _, ...key }) => ({ ...key, alg: algorithm, use: 'sig' })) as JWK[] });
  return {
    issue: ({ userId, role }) =>
      new SignJWT({ role })
        .setProtectedHeader({ alg: algorithm, kid: first.kid, typ: 'at+jwt' })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${accessTokenSeconds}s`)
        .sign(signingKey),
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, publicKeys, { algorithms: [algorithm], issuer, audience, typ: 'at+jwt', requiredClaims: ['exp'] });
        const { sub, role } = Claims.parse(payload);
        return { userId: sub, role };
      } catch {
        return undefined;
      }
    },
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
