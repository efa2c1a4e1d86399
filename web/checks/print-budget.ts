/** `npm run -w web budget`: gzipped JavaScript and first content of every route of the built site, as a table; 1 when a page is over the budget. */
import { openBrowser } from './browser.ts';
import { budgetBytes, overBudget, weigh, type Weight } from './budget.ts';
import { ids } from './fixture-api.ts';
import { profilesOf, views, type View } from './pages.ts';
import { startSite } from './site.ts';
import { arrival, goTo, routeOf, watchNewPage, type Arrival } from './watch.ts';

/** The room itself: it is not entered, for there is no LiveKit server here, but all of it is loaded. */
const liveRoom: View = { name: 'live-room', path: `/interviews/${ids.in_progress}`, signedIn: true };

const site = await startSite();
const browser = await openBrowser();
const rows = new Map<string, Weight & Arrival>();
const faults: string[] = [];
try {
  const profiles = await profilesOf(browser, site.url, { viewport: { width: 1280, height: 900 } });
  // One page at a time: neighbours would be measured too.
  for (const view of [...views, liveRoom]) {
    const { page, responses } = await watchNewPage(profiles.of(view.signedIn));
    await goTo(page, site.url, view);
    const arrived = await arrival(page);
    const weight = await weigh(responses);
    await page.close();
    const route = routeOf(view.path);
    faults.push(...overBudget(route, weight));
    // The heaviest state stands for the route; the live room is a row of its own.
    const name = weight.room ? `${route}, live room` : route;
    const before = rows.get(name);
    if (before === undefined || before.first + before.later < weight.first + weight.later) rows.set(name, { ...weight, ...arrived });
  }
  await profiles.close();
} finally {
  await browser.close();
  await site.close();
}

console.log(`${'route'.padEnd(40)}${['at first', 'later', 'in all', 'first content', 'shift'].map((head) => head.padStart(14)).join('')}`);
for (const [route, { first, later, firstContentMs, layoutShift }] of [...rows].sort()) {
  console.log(route.padEnd(40) + [first, later, first + later, `${firstContentMs.toFixed(0)} ms`, layoutShift.toFixed(3)].map((cell) => String(cell).padStart(14)).join(''));
}
console.log(`Bytes of gzipped JavaScript; a page may load ${budgetBytes}, the live room apart.`);
for (const fault of new Set(faults)) console.log(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
