/** What an administrator does: accounts, what runs, what failed. Never what was said in an interview. */
import { z } from 'zod';
import { InterviewMode, InterviewStatus, InterviewType, UserRole } from '../interview.ts';
import { IdParams, page, Paging, type Operation } from './operation.ts';

export const ManagedUser = z.object({
  id: z.uuid(),
  email: z.string(),
  emailVerified: z.boolean(),
  fullName: z.string(),
  role: UserRole,
  createdAt: z.iso.datetime(),
  /** Since then the account cannot sign in; null when it can. */
  disabledAt: z.iso.datetime().nullable(),
});
export type ManagedUser = z.infer<typeof ManagedUser>;

export const ManagedUserChange = z.strictObject({
  role: UserRole.optional(),
  /** True ends all sessions; an access token that was given out before works for at most 15 minutes more. */
  disabled: z.boolean().optional(),
});
export type ManagedUserChange = z.infer<typeof ManagedUserChange>;

/** That it runs, since when and how: nothing that was planned, said or judged. */
export const RunningInterview = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  type: InterviewType,
  mode: InterviewMode,
  status: InterviewStatus,
  startedAt: z.iso.datetime().nullable(),
  pausedAt: z.iso.datetime().nullable(),
});
export type RunningInterview = z.infer<typeof RunningInterview>;

export const PartHealth = z.object({
  name: z.string(),
  status: z.enum(['ok', 'failing']),
  /** How long its answer took. */
  milliseconds: z.number().int(),
});

/** A part of speech and thought, as it is configured now. `fallback`: no key is set, and this is what runs instead. */
export const ProviderHealth = z.object({
  task: z.enum(['hearing', 'thinking', 'voice', 'tone', 'embeddings']),
  name: z.string(),
  status: z.enum(['ok', 'failing', 'fallback']),
  /** How long its answer took; null when it was not asked. */
  milliseconds: z.number().int().nullable(),
  /** What is wrong, or what runs instead, for a person; no keys, no addresses with secrets. */
  detail: z.string().nullable(),
});
export type ProviderHealth = z.infer<typeof ProviderHealth>;

export const FailedWorkflow = z.object({
  workflowId: z.string(),
  runId: z.string(),
  type: z.string(),
  status: z.enum(['failed', 'timed-out', 'terminated']),
  startedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** Null when Temporal does not say. */
  reason: z.string().nullable(),
  /** Temporal's own page about it, where `TEMPORAL_UI_URL` is set. */
  link: z.string().nullable(),
});
export type FailedWorkflow = z.infer<typeof FailedWorkflow>;

const tag = 'Administration';

export const adminOperations = {
  listUsers: { method: 'GET', path: '/admin/users', access: 'admin:read', tag, summary: 'Accounts, newest first', status: 200,
    query: Paging.extend({
      /** A part of the name or the e-mail address. */
      q: z.string().trim().min(1).max(200).optional(),
      role: UserRole.optional(),
      disabled: z.enum(['true', 'false']).optional(),
    }),
    reply: page(ManagedUser) },
  changeUser: { method: 'PATCH', path: '/admin/users/:id', access: 'admin:change', tag, summary: 'Change an account’s role, disable it or enable it again', status: 200, params: IdParams, body: ManagedUserChange, reply: ManagedUser,
    description: 'A new role counts from the next access token on, after at most 15 minutes. One’s own account is left alone, so that somebody always remains who can.', problems: ['own-account'] },
  listRunningInterviews: { method: 'GET', path: '/admin/interviews', access: 'admin:read', tag, summary: 'Interviews that run now, without anything said in them (the last 200)', status: 200,
    reply: z.object({ items: z.array(RunningInterview) }) },
  readParts: { method: 'GET', path: '/admin/parts', access: 'admin:read', tag, summary: 'Which parts answer, and how fast', status: 200, reply: z.object({ parts: z.array(PartHealth), openSockets: z.number().int(), upSeconds: z.number().int() }),
    description: 'Of the API process that answers: each has its own sockets.' },
  checkProviders: { method: 'POST', path: '/admin/providers/check', access: 'admin:read', tag, summary: 'Ask each configured provider something small, and say which one answers', status: 200, limit: 'costly',
    reply: z.object({ items: z.array(ProviderHealth) }), description: 'Costs a few requests to each provider that has a key.' },
  listFailedWorkflows: { method: 'GET', path: '/admin/workflows/failed', access: 'admin:read', tag, summary: 'Durable work that failed (the last 50)', status: 200, reply: z.object({ items: z.array(FailedWorkflow) }) },
} as const satisfies Record<string, Operation>;
