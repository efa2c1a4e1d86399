/** Looking at a page as a person comes to it, and what the browser tells of it meanwhile. */
import type { BrowserContext, Page, Response } from 'playwright-core';
import type { View } from './pages.ts';

/** A page that jumps under the finger is felt from here on. */
export const shiftAllowed = 0.02;
/** Where a running interview's events change the page after it has come: more than this is what the web calls poor. */
export const liveShiftAllowed = 0.25;
/** The narrowest that WCAG names (1.4.10), and the widest that people have at hand. */
export const otherWidths = [320, 1920] as const;

export interface Watched {
  page: Page;
  /** Errors and warnings of the page's scripts, and what its content security policy refused. */
  complaints: string[];
  responses: Response[];
}

export async function watchNewPage(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage();
  // Not every browser writes all of these to its console.
  await page.addInitScript(() => addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => console.error(`refused by the content security policy: ${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`)));
  const complaints: string[] = [];
  const responses: Response[] = [];
  // A refused form or a missing page is a failed request to the browser, and is what some views show.
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource') && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('response', (response) => responses.push(response));
  return { page, complaints, responses };
}

export async function goTo(page: Page, siteUrl: string, view: View): Promise<void> {
  await page.goto(siteUrl + view.path, { waitUntil: 'networkidle' });
  if (view.arrives === undefined) return;
  await page.getByText(view.arrives).waitFor();
  await page.waitForLoadState('networkidle');
}

export interface Arrival {
  /** From the click to the first text or picture, in milliseconds. */
  firstContentMs: number;
  /** How far content moved by itself while the page loaded: 0 is not at all, 0.1 is what the web calls good. */
  layoutShift: number;
}

/** @param page just loaded, and nothing done on it yet; Chromium's, since others do not measure shifts. */
export function arrival(page: Page): Promise<Arrival> {
  return page.evaluate(
    () =>
      new Promise<Arrival>((resolve) => {
        let layoutShift = 0;
        const count = (list: { getEntries(): unknown[] }) => {
          for (const entry of list.getEntries() as { value: number; hadRecentInput: boolean }[]) if (!entry.hadRecentInput) layoutShift += entry.value;
        };
        const observer = new PerformanceObserver(count);
        observer.observe({ type: 'layout-shift', buffered: true });
        // The shifts of the past are told in a task of their own.
        setTimeout(() => {
          count({ getEntries: () => observer.takeRecords() });
          observer.disconnect();
          resolve({ firstContentMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity, layoutShift });
        }, 50);
      }),
  );
}

/** What is wrong with the order of the headings; a screen reader's user finds the way by them. */
export async function headingFaults(page: Page): Promise<string[]> {
  const headings = await page.evaluate(() =>
    [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((heading) => heading.checkVisibility()).map((heading) => ({ level: Number(heading.tagName[1]), text: (heading as HTMLElement).innerText })),
  );
  const faults = headings.flatMap(({ level, text }, index) => (index > 0 && level > (headings[index - 1]?.level ?? 0) + 1 ? [`“${text}” is an h${level} under an h${headings[index - 1]?.level}`] : []));
  const first = headings.filter(({ level }) => level === 1);
  return first.length === 1 ? faults : [`${first.length} headings of the first order: ${first.map(({ text }) => text).join(', ')}`, ...faults];
}

export const widthOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);

/** The page's address without what differs between two interviews or two links. */
export const routeOf = (path: string): string =>
  path.replace(/[?#].*$/, '').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '[id]').replace(/\/[\w-]{43}(?=\/|$)/g, '/[token]');

/** Does `work` with every item, `atOnce` of them at a time. */
export async function inParallel<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
    }),
  );
}
