import { createApiDocument } from '../../openapi/document.ts';
import { sendApiPage } from '../../openapi/page.ts';
import type { Handler } from '../../operation.ts';

/** Of the API: the first number is the one in its addresses. */
const version = '1.0.0';
let document: Record<string, unknown> | undefined;

/** Made once: the contract does not change while the process runs. */
export const readApiDocument: Handler<'readApiDocument'> = (_context, { response }) => {
  response.setHeader('cache-control', 'public, max-age=300');
  return Promise.resolve((document ??= createApiDocument(version)));
};

export const readApiPage: Handler<'readApiPage'> = (_context, { response }) => {
  sendApiPage(response);
  return Promise.resolve();
};
