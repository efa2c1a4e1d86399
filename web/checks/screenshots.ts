/**
 * `npm run -w web screenshots OUTDIR [NAME…]`: every view, and the live room in every state, light and dark, wide and narrow, as PNG
 * files to be looked at. A name also means those that begin with it: `desk`, `live-room`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lookAtViews } from './every-view.ts';

const [out, ...names] = process.argv.slice(2);
if (out === undefined) throw new Error('Say where the screenshots go: npm run -w web screenshots OUTDIR');
mkdirSync(out, { recursive: true });

const looks = (['light', 'dark'] as const).flatMap((colorScheme) => (['wide', 'narrow'] as const).map((size) => ({ colorScheme, size })));
await lookAtViews(names, looks, async (page, name, { size, colorScheme }) => {
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 900 };
  await page.evaluate(() => document.fonts.ready);
  // As tall as the page: what sticks to the foot of the window then stands at the foot of the picture.
  await page.setViewportSize({ width, height: Math.max(height, await page.evaluate(() => document.documentElement.scrollHeight)) });
  await page.screenshot({ path: join(out, `${name}-${size}-${colorScheme}.png`), animations: 'disabled' });
});
process.exit();
