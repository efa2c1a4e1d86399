import { chromium, type Browser } from 'playwright-core';

/** The distribution's Chromium, with a microphone that beeps and needs no permission. */
export function openBrowser(executablePath = '/usr/bin/chromium', more: string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', ...more] });
}
