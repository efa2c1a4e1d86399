/** Accounts: coming in, staying in, going out. */
import { z } from 'zod';
import { UserRole } from '../interview.ts';
import type { Operation } from './operation.ts';

export const User = z.object({ id: z.uuid(), email: z.email(), fullName: z.string(), role: UserRole });
export type User = z.infer<typeof User>;

export const authOperations = {
  login: { method: 'POST', path: '/auth/login', access: 'public', tag: 'Accounts', summary: 'Sign in with e-mail and password', status: 200, limit: 'sign-in',
    body: z.object({ email: z.email(), password: z.string().min(1).max(200) }),
    reply: z.object({ accessToken: z.string(), expiresInSeconds: z.number().int(), user: User }) },
  me: { method: 'GET', path: '/auth/me', access: 'signed-in', tag: 'Accounts', summary: 'Who is signed in', status: 200, reply: User },
} as const satisfies Record<string, Operation>;
