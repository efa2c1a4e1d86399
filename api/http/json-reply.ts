/** JSON answers; those to a read have an ETag. */
import type { Request, Response } from 'express';
import { sendUnlessKnown } from './known-version.ts';

/** @param text JSON, or empty when there is none */
export function sendJson(request: Request, response: Response, status: number, text: string): void {
  if (text === '') return void response.status(status).end();
  if (status === 200 && (request.method === 'GET' || request.method === 'HEAD')) return sendUnlessKnown(request, response, 'application/json', text);
  response.status(status).type('application/json').send(text);
}
