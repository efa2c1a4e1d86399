/** `node web/checks/screenshots.ts OUTDIR [NAME…]`: every page, light and dark, wide and narrow, as PNG files to be looked at. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from './browser.ts';
import { profilesOf, views } from './pages.ts';
import { startSite } from './site.ts';

const [out, ...names] = process.argv.slice(2);
if (out === undefined) throw new Error('Say where the screenshots go: node web/checks/screenshots.ts OUTDIR');
mkdirSync(out, { recursive: true });

const site = await startSite();
const browser = await openBrowser();
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [size, width, height] of [['wide', 1280, 900], ['narrow', 390, 844]] as const) {
      const settings = { colorScheme, viewport: { width, height }, permissions: ['microphone'] };
      const profiles = await profilesOf(browser, site.url, settings);
      for (const view of views.filter(({ name }) => names.length === 0 || names.includes(name))) {
        const page = await profiles.of(view.signedIn).newPage();
        page.on('console', (message) => ['error', 'warning'].includes(message.type()) && console.error(`${view.name}: ${message.text()}`));
        await page.goto(site.url + view.path, { waitUntil: 'networkidle' });
        await view.act?.(page);
        await page.evaluate(() => document.fonts.ready);
        // As tall as the page: what sticks to the foot of the window then stands at the foot of the picture.
        await page.setViewportSize({ width, height: Math.max(height, await page.evaluate(() => document.documentElement.scrollHeight)) });
        await page.screenshot({ path: join(out, `${view.name}-${size}-${colorScheme}.png`), animations: 'disabled' });
        await page.close();
      }
      await profiles.close();
    }
  }
} finally {
  await browser.close();
  await site.close();
}
