import type { systemOperations } from '@greenroom/contracts';
import type { HandlersOf } from '../../operation.ts';
import { health } from './health.ts';
import { livekitWebhook } from './livekit-webhook.ts';

export const systemHandlers: HandlersOf<typeof systemOperations> = { health, livekitWebhook };
