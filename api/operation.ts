/** Turns an operation of the contract and its handler into an Express route: who may, is it valid, act, answer. */
import { json, raw, type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import { apiPrefix, operations, type Interview, type OperationName } from '@greenroom/contracts';
import { findInterview } from '@greenroom/database';
import type { Caller } from './auth/tokens.ts';
import type { Context } from './context.ts';
import type { Logger } from './log.ts';
import { ProblemError } from './problems.ts';

type OperationOf<N extends OperationName> = (typeof operations)[N];
type Parsed<N extends OperationName, Part extends 'params' | 'body'> = OperationOf<N> extends Record<Part, infer S extends z.ZodType> ? z.output<S> : undefined;
type CallerOf<N extends OperationName> = OperationOf<N>['access'] extends 'signed-in' | 'owner' ? Caller : undefined;
type InterviewOf<N extends OperationName> = OperationOf<N>['access'] extends 'owner' ? Interview : undefined;

/** What a handler gets: everything checked against the contract. */
export interface Call<N extends OperationName> {
  params: Parsed<N, 'params'>;
  body: Parsed<N, 'body'>;
  caller: CallerOf<N>;
  /** The caller's own interview, for operations with access `owner`. */
  interview: InterviewOf<N>;
  log: Logger;
  request: Request;
  /** Only for what has no JSON reply. */
  response: Response;
}
/** The reply's value, or nothing when the operation has none. */
export type Answer<N extends OperationName> = OperationOf<N> extends { reply: infer S extends z.ZodType } ? z.input<S> : void;
export type Handler<N extends OperationName> = (context: Context, call: Call<N>) => Promise<Answer<N>>;
export type Handlers = { readonly [N in OperationName]: Handler<N> };

/** Enough for twenty questions and a job description of 20,000 characters. */
const longestBody = '512kb';
const readJson = json({ limit: longestBody });
/** The signature covers the bytes, so they are kept as they came. */
const readWebhook = raw({ type: 'application/webhook+json', limit: longestBody });

export function mountOperations(app: Express, context: Context, handlers: Handlers): void {
  const methodsOf = new Map<string, string[]>();
  for (const name of Object.keys(operations) as OperationName[]) {
    const { method, path, access } = operations[name];
    const reader = access === 'livekit' ? [readWebhook] : method === 'POST' ? [readJson] : [];
    app[method.toLowerCase() as 'get' | 'post' | 'delete'](apiPrefix + path, ...reader, route(context, name, handlers[name] as unknown as Handler<OperationName>));
    methodsOf.set(path, [...(methodsOf.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
  }
  for (const [path, methods] of methodsOf) {
    app.all(apiPrefix + path, () => {
      throw new ProblemError('method-not-allowed', `Use ${methods.join(' or ')} here.`, { headers: { allow: methods.join(', ') } });
    });
  }
}

interface AnyOperation {
  access: string;
  status: number;
  params?: z.ZodType;
  body?: z.ZodType;
  reply?: z.ZodType;
}

function route(context: Context, name: OperationName, handler: Handler<OperationName>): RequestHandler {
  const operation: AnyOperation = operations[name];
  return async (request: Request, response: Response, _next: NextFunction) => {
    const caller = operation.access === 'signed-in' || operation.access === 'owner' ? await signedIn(context, request) : undefined;
    const params = operation.params && checked(operation.params, request.params, 'The address is not valid.');
    const interview = operation.access === 'owner' ? await ownInterview(context, caller as Caller, (params as { id: string }).id) : undefined;
    const body = operation.body && checked(operation.body, jsonBody(request), 'The body is not valid.');
    const log = response.locals['log'] as Logger;
    const answer = await handler(context, { params, body, caller, interview, log, request, response } as Call<OperationName>);
    // Also in production: what the contract does not name (a password's hash) never leaves by mistake.
    if (operation.reply !== undefined) response.status(operation.status).json(operation.reply.parse(answer));
    else if (!response.headersSent) response.status(operation.status).end();
  };
}

async function signedIn(context: Context, request: Request): Promise<Caller> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  const caller = scheme?.toLowerCase() === 'bearer' && token !== undefined ? await context.tokens.verify(token) : undefined;
  if (caller !== undefined) return caller;
  throw new ProblemError('not-signed-in', 'Sign in with POST /api/v1/auth/login and send its access token as "Authorization: Bearer …".', {
    headers: { 'www-authenticate': 'Bearer' },
  });
}

/** Someone else's interview looks like none at all. */
async function ownInterview(context: Context, caller: Caller, id: string): Promise<Interview> {
  const interview = await findInterview(context.database, id);
  if (interview?.userId === caller.userId) return interview;
  throw new ProblemError('not-found', 'You have no interview with this id.');
}

function jsonBody(request: Request): unknown {
  if (request.is('json') === false) throw new ProblemError('not-json', 'Send the body as application/json.');
  return request.body ?? {};
}

function checked(schema: z.ZodType, value: unknown, detail: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new ProblemError('invalid-request', detail, { errors });
}
