/** The form of a REST operation, and of an error's answer. */
import { z } from 'zod';
import type { Action } from '../permissions.ts';

export const apiPrefix = '/api/v1';

/**
 * Who may call it: everyone (`public`), LiveKit with its signature, whoever is signed in, or whom the permission table lets
 * do an action. An action on an interview or a résumé takes the thing's id from `params.id`.
 */
export type Access = 'public' | 'livekit' | 'signed-in' | Action;

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express's form: `/interviews/:id`. */
  path: string;
  access: Access;
  /** The heading under which the documentation lists it. */
  tag: string;
  /** One line: what it is for. */
  summary: string;
  /** More, when one line does not do: Markdown. */
  description?: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body's media type when it is not JSON; the handler then reads `request` itself. */
  bodyMedia?: 'multipart/form-data';
  /** Absent when there is no JSON reply. */
  reply?: z.ZodType;
  /** Media types of replies that are not JSON; the handler then writes `response` itself. */
  media?: readonly string[];
  status: number;
  /** Problem kinds of its own, besides those that any operation may answer with. */
  problems?: readonly string[];
  /** A POST that makes something, or orders what must not happen twice: takes an `Idempotency-Key`. */
  creates?: true;
  /** Counted more strictly: sign-in and what sends mail. */
  limit?: 'sign-in' | 'costly';
}

/** RFC 9457, `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** Whether the same request may succeed later. */
  retryable: z.boolean(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Cursor paging: send `nextCursor` back as `cursor`; null on the last page. */
export const Paging = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export const IdParams = z.object({ id: z.uuid() });
