import { createServer, type Server } from 'node:http';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import { apiPrefix } from '@greenroom/contracts';
import { isDatabaseUnavailable } from '@greenroom/database';
import type { Context } from './context.ts';
import { handshakeNetwork } from './http/address.ts';
import { crossOrigin } from './http/cross-origin.ts';
import { createLimits } from './http/limits.ts';
import { requestScope } from './http/request-scope.ts';
import { serveLive } from './live/server.ts';
import type { Logger } from './log.ts';
import { apiPageFiles } from './openapi/page.ts';
import { mountOperations } from './operation.ts';
import { problemPages } from './problem-pages.ts';
import { asProblem, ProblemError } from './problems.ts';
import { handlers } from './routes/index.ts';

function createApp(context: Context): Express {
  const app = express();
  // Set by http/known-version.ts, where the contract's answers are made.
  app.set('etag', false);
  app.set('trust proxy', context.http.trustedProxies);
  const limits = createLimits(context.http.limits, context);
  app.use(requestScope(context));
  app.use(helmet());
  app.use(crossOrigin(context.http.corsOrigins));
  // Where others look for keys (RFC 8615), besides GET /auth/jwks.
  app.get('/.well-known/jwks.json', (_, response) => void response.set('cache-control', 'public, max-age=300').json(context.tokens.publicKeys));
  mountOperations(app, context, handlers, limits);
  app.use(limits.address);
  app.use(`${apiPrefix}/docs`, ...apiPageFiles());
  app.get(['/problems', '/problems/:kind'], problemPages);
  app.use(() => {
    throw new ProblemError('not-found', 'There is nothing at this address.');
  });
  app.use(sendProblem(context));
  return app;
}

/**
 * Bytes of address and headers together. The contract lets a job description of 2,000 characters be part of an address; one
 * that needs four bytes takes twelve there.
 */
const longestHead = 48 * 1024;

export function createApiServer(context: Context): Server {
  const app = createApp(context);
  const server = createServer({ maxHeaderSize: longestHead }, app);
  serveLive(server, context, handshakeNetwork(app));
  return server;
}

const sendProblem = ({ metrics }: Context): ErrorRequestHandler => (error, request, response, next) => {
  if (isDatabaseUnavailable(error)) metrics.dependencyFailures.inc({ part: 'database' });
  const answer = asProblem(error);
  const { problem, headers } = answer;
  if (problem.status >= 500) (response.locals['log'] as Logger).error({ error: answer.cause ?? answer }, problem.title);
  // Too late for another status: Express then cuts the connection, so that nobody takes half an answer for a whole one.
  if (response.headersSent) return next(error);
  response.status(problem.status).set(headers).type('application/problem+json').send(JSON.stringify({ ...problem, instance: request.originalUrl }));
};
