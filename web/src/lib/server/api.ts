/**
 * The one way from the site to the API. Paths, bodies and replies come from the contract; a reply that does not fit its
 * schema is an error here, not a surprise in a page.
 */
import { apiPrefix, operations, Problem, type OperationName } from '@greenroom/contracts';
import { json, redirect, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { forgetSession, showProblem, signInPath } from './session.ts';
import { webSettings } from './settings.ts';

/** The API answers everything from its database; what takes longer is lost. */
const timeoutMs = 15_000;

type Operations = typeof operations;
type JsonOperation = { [N in OperationName]: Operations[N] extends { reply: z.ZodType } ? N : never }[OperationName];
type Reply<N extends JsonOperation> = Operations[N] extends { reply: infer R extends z.ZodType } ? z.output<R> : never;
type Input<N extends OperationName> = (Operations[N] extends { params: infer P extends z.ZodType } ? { params: z.input<P> } : { params?: never }) &
  (Operations[N] extends { query: infer Q extends z.ZodType } ? { query?: z.input<Q> } : { query?: never }) &
  // A form with a file goes its own way: `uploadApi`.
  (Operations[N] extends { bodyMedia: string } ? { body?: never } : Operations[N] extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : { body?: never }) &
  /** The same key again with the same body makes nothing new. */
  (Operations[N] extends { creates: true } ? { idempotencyKey?: string } : { idempotencyKey?: never });
/** Those that answer with a file, always or when asked for one. */
type FileOperation = { [N in OperationName]: Operations[N] extends { media: readonly string[] } ? N : never }[OperationName];
type SilentOperation = Exclude<OperationName, JsonOperation>;
type Caller = Pick<RequestEvent, 'locals' | 'request' | 'getClientAddress'>;
export type Answer<T> = { ok: true; reply: T } | { ok: false; problem: Problem };

/** Asks the API and returns its answer or its problem, for a form that shows the problem beside its fields. */
export async function askApi<N extends JsonOperation>(caller: Caller, name: N, input: Input<N>): Promise<Answer<Reply<N>>> {
  const operation = operations[name];
  const response = await send(caller, name, input, AbortSignal.timeout(timeoutMs));
  if (response instanceof Response === false) return { ok: false, problem: response };
  if (response.status !== operation.status) return { ok: false, problem: await readProblem(response) };
  const parsed = operation.reply.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return { ok: true, reply: parsed.data as Reply<N> };
  return { ok: false, problem: otherVersion(name, parsed.error.issues) };
}

/** Tells the API something that has no reply. @returns its problem, if it has one */
export async function tellApi<N extends SilentOperation>(caller: Caller, name: N, input: Input<N>): Promise<Problem | undefined> {
  const response = await send(caller, name, input, AbortSignal.timeout(timeoutMs));
  if (response instanceof Response === false) return response;
  return response.status === operations[name].status ? undefined : readProblem(response);
}

/** Asks the API; a problem becomes the site's error page, and a session that has run out the sign-in page. */
export async function callApi<N extends JsonOperation>(event: RequestEvent, name: N, input: Input<N>): Promise<Reply<N>> {
  const answer = await askApi(event, name, input);
  return answer.ok ? answer.reply : fail(event, answer.problem);
}

/** Hands on what lies at a signed address of the API as it comes (the recording). @param url relative to the API's origin */
export async function streamApi(event: RequestEvent, url: string, headers: Headers): Promise<Response> {
  headers.set('x-forwarded-for', event.getClientAddress());
  try {
    return await fetch(new URL(url, webSettings().apiUrl), { headers, signal: event.request.signal, redirect: 'error' });
  } catch (cause) {
    return fail(event, unreachable('readRecording', cause));
  }
}

/** A file of the API, to be handed on as it comes; a problem becomes the site's error page. */
export async function downloadApi<N extends SilentOperation | FileOperation>(event: RequestEvent, name: N, input: Input<N>): Promise<Response> {
  const response = await send(event, name, input, event.request.signal);
  if (response instanceof Response === false) return fail(event, response);
  return response.status === operations[name].status ? response : fail(event, await readProblem(response));
}

/** Throws what SvelteKit shows for a problem. */
export function fail(event: Pick<RequestEvent, 'cookies' | 'url'>, problem: Problem): never {
  if (problem.status === 401) {
    forgetSession(event.cookies);
    redirect(303, signInPath(event.url));
  }
  showProblem(problem);
}

async function send<N extends OperationName>(caller: Caller, name: N, input: Input<N>, signal: AbortSignal, headers = new Headers(), form: FormData | ReadableStream | null = null): Promise<Response | Problem> {
  if (caller.locals.notRenewed !== undefined) return caller.locals.notRenewed;
  const { method, path } = operations[name];
  const params = (input.params ?? {}) as Record<string, string>;
  const address = new URL(apiPrefix + path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? '')), webSettings().apiUrl);
  for (const [key, value] of Object.entries(input.query ?? {})) if (value !== undefined) address.searchParams.set(key, String(value));
  headers.set('accept', 'application/json, application/problem+json, */*;q=0.1');
  if (caller.locals.accessToken !== undefined) headers.set('authorization', `Bearer ${caller.locals.accessToken}`);
  // Limits count by visitor, not by site (the API believes it of its trusted proxies), and sessions are listed by what they run in.
  headers.set('x-forwarded-for', caller.getClientAddress());
  headers.set('user-agent', caller.request.headers.get('user-agent') ?? 'Greenroom site');
  if (input.idempotencyKey !== undefined) headers.set('idempotency-key', input.idempotencyKey);
  const body = input.body === undefined ? form : JSON.stringify(input.body);
  if (input.body !== undefined) headers.set('content-type', 'application/json');
  try {
    // Node's fetch, not the event's: that one would send the visitor's cookies along.
    // Half: a body that comes as a stream is sent before the answer is read.
    const request = { method, headers, body, signal, redirect: 'error', duplex: 'half' } as const;
    return await fetch(address, request);
  } catch (cause) {
    return unreachable(name, cause);
  }
}

function unreachable(operation: OperationName, cause: unknown): Problem {
  console.error(JSON.stringify({ level: 'error', msg: 'the API cannot be reached', operation, error: String(cause) }));
  return localProblem(503, 'The interview service does not answer. Your interviews and recordings are kept. Try again in a moment.', true);
}

async function readProblem(response: Response): Promise<Problem> {
  const parsed = Problem.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  return localProblem(response.status >= 400 ? response.status : 502, 'The interview service answered in a way that this site does not know.', response.status >= 500);
}

function otherVersion(operation: OperationName, issues: unknown): Problem {
  console.error(JSON.stringify({ level: 'error', msg: 'the API answered outside its contract', operation, issues }));
  return localProblem(502, 'The site and the interview service are of different versions. Nothing was lost. Whoever runs Greenroom has to restart both.', false);
}

function localProblem(status: number, detail: string, retryable: boolean): Problem {
  return { type: 'about:blank', title: 'The interview service could not be asked', status, detail, retryable };
}

/** A file takes as long as its way to the API and its reading there: up to 20 s each, behind two others. */
const uploadTimeoutMs = 120_000;

/** Hands a form with a file on to the API: as it comes, or as a form that was read already. */
export async function uploadApi(event: RequestEvent, form: FormData | 'as it comes'): Promise<Answer<Reply<'uploadResume'>>> {
  const operation = operations.uploadResume;
  const headers = new Headers();
  const type = event.request.headers.get('content-type');
  if (form === 'as it comes' && type !== null) headers.set('content-type', type);
  const signal = AbortSignal.any([event.request.signal, AbortSignal.timeout(uploadTimeoutMs)]);
  const response = await send(event, 'uploadResume', {}, signal, headers, form === 'as it comes' ? event.request.body : form);
  if (response instanceof Response === false) return { ok: false, problem: response };
  if (response.status !== operation.status) return { ok: false, problem: await readProblem(response) };
  const parsed = operation.reply.safeParse(await response.json().catch(() => undefined));
  return parsed.success ? { ok: true, reply: parsed.data } : { ok: false, problem: otherVersion('uploadResume', parsed.error.issues) };
}

/** For the site's own JSON endpoints: the API's reply, or its problem with its status. */
export async function answerJson<N extends JsonOperation>(event: RequestEvent, name: N, input: Input<N>): Promise<Response> {
  const answer = await askApi(event, name, input);
  return answer.ok ? json(answer.reply) : json(answer.problem, { status: answer.problem.status });
}
