import type { systemOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';
import { readApiDocument, readApiPage } from './api-document.ts';
import { health } from './health.ts';
import { livekitWebhook } from './livekit-webhook.ts';

export const systemHandlers: HandlersOf<typeof systemOperations> = { health, livekitWebhook, readApiDocument, readApiPage };
