/** The document as a page for reading and trying out: Swagger UI, served whole from here, under a strict policy of its own. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { static as files, type RequestHandler, type Response } from 'express';
import { apiPrefix } from '@greenroom/contracts';

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
/** All that the page needs; the rest of the package (source maps, its own start page) is not served. */
const served = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'] as const;

/** OpenAPI has no words for a socket: this page has, and the document links to it. */
const liveSocket = { root: fileURLToPath(new URL('../../docs/', import.meta.url)), name: 'live-socket.md' } as const;

const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "font-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Greenroom API</title>
<link rel="stylesheet" href="${apiPrefix}/docs/swagger-ui.css">
<link rel="icon" href="${apiPrefix}/docs/favicon-32x32.png">
</head>
<body>
<noscript><p>This page needs scripts. The document itself: <a href="${apiPrefix}/openapi.json">openapi.json</a>.</p></noscript>
<main id="page"></main>
<script src="${apiPrefix}/docs/swagger-ui-bundle.js"></script>
<script src="${apiPrefix}/docs/start.js"></script>
</body>
</html>
`;

const start = `SwaggerUIBundle({ url: '${apiPrefix}/openapi.json', dom_id: '#page', deepLinking: true, docExpansion: 'list', defaultModelsExpandDepth: 0, displayRequestDuration: true, validatorUrl: null });\n`;

export function sendApiPage(response: Response): void {
  response.setHeader('content-security-policy', policy);
  response.setHeader('cache-control', 'public, max-age=300');
  response.type('html').send(page);
}

/** What the page loads and links to, below its own address. */
export function apiPageFiles(): RequestHandler[] {
  const fromPackage = files(folder, { index: false, maxAge: '1d', fallthrough: true });
  return [
    (request, response, next) => {
      if (request.path === '/start.js') return void response.set('cache-control', 'public, max-age=300').type('js').send(start);
      if (request.path === `/${liveSocket.name}`) return void response.set('cache-control', 'public, max-age=300').type('text/plain; charset=utf-8').sendFile(liveSocket.name, { root: liveSocket.root });
      if ((served as readonly string[]).includes(request.path.slice(1))) return void fromPackage(request, response, next);
      next();
    },
  ];
}
