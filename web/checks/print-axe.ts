/**
 * `npm run -w web axe [NAME…]`: what axe finds on every view and in every state of the live room, as a table; 1 when it finds anything. A
 * name also means those that begin with it: `desk`, `live-room`. "Unsure" is what axe leaves to a person, mostly contrast over a picture.
 */
import { runAxe, violationsOf } from './axe.ts';
import { lookAtViews, type Look } from './every-view.ts';

const looks = [{ colorScheme: 'light', size: 'wide' }, { colorScheme: 'dark', size: 'narrow' }] as const satisfies readonly Look[];
const keyOf = ({ colorScheme, size }: Look) => `${colorScheme}, ${size}`;
const rows = new Map<string, Map<string, string>>();
const faults: string[] = [];

await lookAtViews(process.argv.slice(2), looks, async (page, name, look) => {
  const results = await runAxe(page);
  const row = rows.get(name) ?? new Map<string, string>();
  rows.set(name, row.set(keyOf(look), `${results.violations.length} of ${results.violations.length + results.passes.length}`).set('unsure', String(Math.max(Number(row.get('unsure') ?? 0), results.incomplete.length))));
  faults.push(...violationsOf(results).map((violation) => `${name} (${keyOf(look)}): ${violation}`));
});

const heads = [...looks.map(keyOf), 'unsure'];
const width = Math.max(...[...rows.keys()].map((name) => name.length)) + 2;
console.log('view'.padEnd(width) + heads.map((head) => head.padStart(16)).join(''));
for (const [name, row] of [...rows].sort()) console.log(name.padEnd(width) + heads.map((head) => (row.get(head) ?? 'not seen').padStart(16)).join(''));
console.log(`Rules broken, of those that had something to look at; ${rows.size} views.`);
for (const fault of faults) console.log(fault);
process.exit(faults.length === 0 ? process.exitCode : 1);
