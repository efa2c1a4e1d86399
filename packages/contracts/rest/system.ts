/** What belongs to no one: is it well, its documentation, LiveKit's events. */
import { z } from 'zod';
import type { Operation } from './operation.ts';

export const systemOperations = {
  health: { method: 'GET', path: '/health', access: 'public', tag: 'System', summary: 'Is the API ready, and what it depends on', status: 200,
    reply: z.object({ status: z.enum(['ok', 'degraded']), checks: z.record(z.string(), z.enum(['ok', 'failing'])) }) },
  readApiDocument: { method: 'GET', path: '/openapi.json', access: 'public', tag: 'System', summary: 'This API as an OpenAPI 3.1 document', status: 200, reply: z.record(z.string(), z.unknown()) },
  readApiPage: { method: 'GET', path: '/docs', access: 'public', tag: 'System', summary: 'The same, for reading and trying out', status: 200, media: ['text/html'] },
  livekitWebhook: { method: 'POST', path: '/livekit/webhook', access: 'livekit', tag: 'System', summary: 'Room events, signed by LiveKit', status: 204 },
} as const satisfies Record<string, Operation>;
