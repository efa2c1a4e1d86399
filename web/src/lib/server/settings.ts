import { loadWebSettings, type WebSettings } from '@greenroom/settings';

let loaded: WebSettings | undefined;

/** Read on first use, not on import: `vite build` imports the server's modules, and there is no environment then. */
export function webSettings(): WebSettings {
  loaded ??= loadWebSettings();
  return loaded;
}
