import { createServer, type Server } from 'node:http';
import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Context } from './context.ts';
import type { Logger } from './log.ts';
import { mountOperations } from './operation.ts';
import { asProblem, ProblemError } from './problems.ts';
import { handlers } from './routes/index.ts';

/** What a caller may give as its own number for a request. */
const requestIdForm = /^[\w-]{8,64}$/;

function createApp(context: Context): Express {
  const app = express();
  app.set('etag', false);
  app.use(helmet());
  app.use(eachRequest(context.log));
  mountOperations(app, context, handlers);
  app.use(() => {
    throw new ProblemError('not-found', 'There is nothing at this address.');
  });
  app.use(sendProblem);
  return app;
}

export function createApiServer(context: Context): Server {
  return createServer(createApp(context));
}

/** Gives the request a number and a log of its own, and writes one line when it is over. */
function eachRequest(log: Logger): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id');
    const id = given !== undefined && requestIdForm.test(given) ? given : randomUUID();
    const own = log.child({ 'http.request.id': id, 'http.request.method': request.method, 'url.path': request.path });
    const since = process.hrtime.bigint();
    response.locals['log'] = own;
    response.setHeader('x-request-id', id);
    response.setHeader('cache-control', 'no-store');
    response.on('close', () => {
      const fields = { 'http.response.status_code': response.statusCode, 'event.duration': Number(process.hrtime.bigint() - since) };
      if (response.writableFinished) own.info(fields, 'Request answered');
      else own.info(fields, 'Request left by the caller');
    });
    next();
  };
}

const sendProblem: ErrorRequestHandler = (error, request, response, next) => {
  const answer = asProblem(error);
  const { problem, headers } = answer;
  if (problem.status >= 500) (response.locals['log'] as Logger).error({ error: answer.cause ?? answer }, problem.title);
  // Too late for another status: Express then cuts the connection, so that nobody takes half an answer for a whole one.
  if (response.headersSent) return next(error);
  response.status(problem.status).set(headers).type('application/problem+json').send(JSON.stringify({ ...problem, instance: request.originalUrl }));
};
