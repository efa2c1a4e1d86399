import { listenersOf } from '../../live/listeners.ts';
import type { Handler } from '../../operation.ts';

export const listListeners: Handler<'listListeners'> = async (context, { interview }) => ({ items: await listenersOf(context, interview) });
