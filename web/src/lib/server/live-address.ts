import { apiPrefix, socketPath } from '@greenroom/contracts';
import { webSettings } from './settings.ts';

/** Where a page opens its live socket. A page's `load` hands it on; hooks.server.ts lets the page reach it. */
export function liveAddress(): string {
  return new URL(apiPrefix + socketPath, webSettings().apiPublicUrl.replace(/^http/, 'ws')).href;
}
