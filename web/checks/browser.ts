import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../tests/chromium.ts';

/** The Chromium of the tests, with a microphone that beeps and needs no permission. */
export async function openBrowser(more: string[] = []): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  // eslint-disable-next-line no-restricted-syntax -- the browser runs in the environment of the tests, with its libraries added
  return chromium.launch({ executablePath, env: { ...process.env, ...env } as Record<string, string>, args: ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', ...more] });
}
