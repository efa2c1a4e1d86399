import type { Browser } from 'playwright-core';
import { launchChromium } from '../../tests/chromium.ts';

/** The Chromium of the tests, with a microphone that beeps and needs no permission. */
export const openBrowser = (more: string[] = []): Promise<Browser> => launchChromium(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', ...more]);
