/** What axe says of a page as it stands. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Its one rule of WCAG 2.2 is off unless it is asked for. */
const options: RunOptions = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };

export async function runAxe(page: Page): Promise<AxeResults> {
  await page.evaluate(axe);
  return (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults;
}

/** @returns one line for each rule that is broken, with the elements that break it. */
export const violationsOf = ({ violations }: AxeResults): string[] => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
