import { renewSession } from '../../auth/sign-in.ts';
import type { Handler } from '../../operation.ts';

export const refresh: Handler<'refresh'> = (context, { body, ...exchange }) => renewSession(context, exchange, body.refreshToken);
