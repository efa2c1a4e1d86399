/** `GET /problems/<kind>`: what a problem's `type` means, for whoever follows it. */
import type { RequestHandler } from 'express';
import { ProblemError, problemKinds, type ProblemKind } from './problems.ts';

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Greenroom API</title></head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>
`;

function kindPage(kind: ProblemKind): string {
  const { status, title, retryable } = problemKinds[kind];
  const again = retryable ? 'The same request may succeed later: wait as long as Retry-After says, or a few seconds.' : 'The same request will get the same answer: change it first.';
  return page(title, `<p><code>/problems/${kind}</code>, status ${status}. ${again}</p><p>What happened, and what to do, stands in the answer's <code>detail</code>; its <code>errors</code> name the fields.</p><p><a href="/problems">All problems</a></p>`);
}

const listPage = (): string =>
  page('Problems', `<table><thead><tr><th scope="col">Type<th scope="col">Status<th scope="col">Title<th scope="col">Try again<tbody>${Object.entries(problemKinds)
    .map(([kind, { status, title, retryable }]) => `<tr><td><a href="/problems/${kind}">${kind}</a><td>${status}<td>${title}<td>${retryable ? 'yes' : 'no'}`)
    .join('')}</table>`);

export const problemPages: RequestHandler = (request, response) => {
  const kind = request.params['kind'] as string | undefined;
  if (kind !== undefined && !Object.hasOwn(problemKinds, kind)) throw new ProblemError('not-found', 'There is no problem of this kind. GET /problems lists them.');
  response.setHeader('content-security-policy', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
  response.setHeader('cache-control', 'public, max-age=3600');
  response.type('html').send(kind === undefined ? listPage() : kindPage(kind as ProblemKind));
};
