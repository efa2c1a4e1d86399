/** Turns an operation of the contract and its handler into an Express route: who may, is it valid, act, answer. */
import { json, raw, type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import { apiPrefix, may, operations, permissions, type Action, type Interview, type Operation, type OperationName, type Relation } from '@greenroom/contracts';
import type { Caller } from './auth/tokens.ts';
import type { Context } from './context.ts';
import { onceOnly, type KeptAnswer } from './http/idempotency.ts';
import { sendJson } from './http/json-reply.ts';
import type { Limits } from './http/limits.ts';
import { setOperation } from './http/request-scope.ts';
import type { Logger } from './log.ts';
import { ProblemError } from './problems.ts';
import { relationToInterview } from './relation.ts';

type OperationOf<N extends OperationName> = (typeof operations)[N];
type Parsed<N extends OperationName, Part extends 'params' | 'query' | 'body'> = OperationOf<N> extends Record<Part, infer S extends z.ZodType> ? z.output<S> : undefined;
type AccessOf<N extends OperationName> = OperationOf<N>['access'];
type CallerOf<N extends OperationName> = AccessOf<N> extends 'public' | 'livekit' ? undefined : Caller;
type InterviewAction = { [A in Action]: (typeof permissions)[A]['on'] extends 'interview' ? A : never }[Action];
type OnInterview<N extends OperationName, T> = AccessOf<N> extends InterviewAction ? T : undefined;

/** What a handler gets: everything checked against the contract and the permission table. */
export interface Call<N extends OperationName> {
  params: Parsed<N, 'params'>;
  query: Parsed<N, 'query'>;
  body: Parsed<N, 'body'>;
  caller: CallerOf<N>;
  /** For an action on an interview: the one of `params.id`, and how the caller stands to it. */
  interview: OnInterview<N, Interview>;
  relation: OnInterview<N, Relation>;
  log: Logger;
  request: Request;
  /** For what has no JSON reply, and for headers. */
  response: Response;
}
/** The reply's value, or nothing when the operation has none. */
export type Answer<N extends OperationName> = OperationOf<N> extends { reply: infer S extends z.ZodType } ? z.input<S> | AlreadySent : void;
/** What a handler returns that has written `response` itself, where JSON is only one of the media. */
export type AlreadySent = typeof alreadySent;
export const alreadySent = Symbol('already sent');
export type Handler<N extends OperationName> = (context: Context, call: Call<N>) => Promise<Answer<N>>;
export type Handlers = { readonly [N in OperationName]: Handler<N> };
/** The handlers of one area's operations: `HandlersOf<typeof authOperations>`. */
export type HandlersOf<Area> = { readonly [N in keyof Area & OperationName]: Handler<N> };

/** Enough for twenty questions and a job description of 20,000 characters. */
const longestBody = '512kb';
const readJson = json({ limit: longestBody });
/** The signature covers the bytes, so they are kept as they came. */
const readWebhook = raw({ type: 'application/webhook+json', limit: longestBody });

export function mountOperations(app: Express, context: Context, handlers: Handlers, limits: Limits): void {
  const byPath = Map.groupBy(Object.keys(operations) as OperationName[], (name) => operations[name].path);
  // `/resume/analyze` before `/resume/:id`: a fixed address is never taken for an id, whatever the method.
  for (const path of [...byPath.keys()].sort(fixedFirst)) {
    const methods: string[] = [];
    for (const name of byPath.get(path) ?? []) {
      const operation = operations[name] as Operation;
      const { method } = operation;
      const before: RequestHandler[] = [
        (_request, response, next) => (setOperation(response, name, apiPrefix + path), next()),
        ...steps(context, operation, limits),
      ];
      app[method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'](apiPrefix + path, ...before, route(context, name, handlers[name] as unknown as Handler<OperationName>));
      methods.push(...(method === 'GET' ? ['GET', 'HEAD'] : [method]));
    }
    app.all(apiPrefix + path, () => {
      throw new ProblemError('method-not-allowed', `Use ${methods.join(' or ')} here.`, { headers: { allow: methods.join(', ') } });
    });
  }
}

function fixedFirst(a: string, b: string): number {
  const named = (path: string) => path.split('/').map((part) => (part.startsWith(':') ? '1' : '0')).join('');
  return named(a).localeCompare(named(b));
}

/** What comes before the handler, in this order: the cheap and the refusing first; a body is read from who may send one. */
function steps(context: Context, { access, method, limit, bodyMedia }: Operation, limits: Limits): RequestHandler[] {
  // LiveKit's events come from one address, and are signed.
  if (access === 'livekit') return [readWebhook];
  const signIn: RequestHandler = async (request, response, next) => {
    response.locals['caller'] = await signedIn(context, request);
    next();
  };
  return [
    limits.address,
    ...(limit === 'sign-in' ? [limits.signIn] : []),
    ...(access === 'public' ? [] : [signIn, limits.account]),
    ...(limit === 'costly' ? [limits.costly] : []),
    ...(method === 'GET' || bodyMedia !== undefined ? [] : [readJson]),
    ...(limit === 'sign-in' ? [limits.signInName] : []),
  ];
}

function route(context: Context, name: OperationName, handler: Handler<OperationName>): RequestHandler {
  const operation = operations[name] as Operation;
  const answered = async (request: Request, response: Response): Promise<void> => {
    const { access } = operation;
    const caller = response.locals['caller'] as Caller | undefined;
    const log = response.locals['log'] as Logger;
    const params = operation.params && checked(operation.params, request.params, 'The address is not valid.');
    const about = caller && access in permissions ? await allowed(context, caller, access as Action, params as { id: string }) : undefined;
    const query = operation.query && checked(operation.query, request.query, 'The address is not valid.');
    const body = operation.body && operation.bodyMedia === undefined ? checked(operation.body, jsonBody(request), 'The body is not valid.') : undefined;
    const act = async (): Promise<KeptAnswer | undefined> => {
      const answer: unknown = await handler(context, { params, query, body, caller, ...about, log, request, response } as unknown as Call<OperationName>);
      if (answer === alreadySent || response.headersSent) return undefined;
      // Also in production: what the contract does not name (a password's hash) never leaves by mistake.
      const text = operation.reply === undefined ? '' : JSON.stringify(operation.reply.parse(answer));
      return { status: operation.status, text, location: response.get('location') };
    };
    const key = operation.creates === true && caller !== undefined ? request.get('idempotency-key') : undefined;
    if (key === undefined || caller === undefined) return answer(request, response, await act());
    // A file is not read twice to compare it: its announced length stands for it.
    const asked = [params, query, operation.bodyMedia === undefined ? body : request.get('content-length')];
    const once = await onceOnly(context, { key, called: 'Idempotency-Key', userId: caller.userId, operation: name, asked, log }, act);
    if (once.replayed) response.setHeader('idempotency-replayed', 'true');
    answer(request, response, once.answer);
  };
  return async (request: Request, response: Response, _next: NextFunction) => {
    const work = answered(request, response);
    context.underWay.add(work);
    await work.finally(() => context.underWay.delete(work));
  };
}

function answer(request: Request, response: Response, kept: KeptAnswer | undefined): void {
  if (kept === undefined) return;
  if (kept.location !== undefined) response.setHeader('location', kept.location);
  sendJson(request, response, kept.status, kept.text);
}

async function signedIn(context: Context, request: Request): Promise<Caller> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  const caller = scheme?.toLowerCase() === 'bearer' && token !== undefined ? await context.tokens.verify(token) : undefined;
  if (caller !== undefined) return caller;
  throw new ProblemError('not-signed-in', 'Sign in with POST /api/v1/auth/login and send its access token as "Authorization: Bearer …".', {
    headers: { 'www-authenticate': 'Bearer' },
  });
}

/** Asks the permission table. What one may not even know of looks as if it did not exist. */
async function allowed(context: Context, caller: Caller, action: Action, params: { id: string }): Promise<{ interview: Interview; relation: Relation } | undefined> {
  const { on } = permissions[action];
  if (on === 'interview') {
    const found = await relationToInterview(context, caller, params.id);
    if (found === undefined || found.relation === 'foreign') throw new ProblemError('not-found', 'There is no interview with this id that you may see.');
    if (!may(caller.role, found.relation, action)) throw notAllowed();
    return found;
  }
  // A résumé is looked up by its owner: someone else's is not found by the handler.
  if (!may(caller.role, on === 'system' ? 'foreign' : 'own', action)) throw notAllowed();
  return undefined;
}

const notAllowed = (): ProblemError => new ProblemError('not-allowed', 'Your role does not let you do this.');

function jsonBody(request: Request): unknown {
  // A POST without a body has a length of 0 and no type.
  if (request.is('json') === false && request.get('content-length') !== '0') throw new ProblemError('not-json', 'Send the body as application/json.');
  return request.body ?? {};
}

const mostIssues = 20;

function checked(schema: z.ZodType, value: unknown, detail: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // A large body can be wrong in as many places as it has elements.
  const errors = parsed.error.issues.slice(0, mostIssues).map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new ProblemError('invalid-request', detail, { errors });
}
