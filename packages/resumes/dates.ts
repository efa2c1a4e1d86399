/** The periods of a résumé's experience: from the words "Mar 2019 – present" to months. */

export interface Period {
  /** Months since the year 0, first and last. */
  from: number;
  to: number;
  start: number;
  end: number;
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const month = String.raw`(?:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+|(0?[1-9]|1[0-2])[/.])?`;
const year = String.raw`((?:19|20)\d{2})`;
const range = new RegExp(String.raw`\b${month}${year}\s*(?:[-–—]|to|until)\s*(?:${month}${year}|(present|now|today|current|ongoing|date))`, 'gi');

const monthOf = (name: string | undefined, number: string | undefined, unknown: number): number =>
  name !== undefined ? months.indexOf(name.toLowerCase().slice(0, 3)) : number !== undefined ? Number(number) - 1 : unknown;

/** In the order of the text. @param today ISO 8601: what "present" means */
export function findPeriods(text: string, today: string): Period[] {
  const now = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  return [...text.matchAll(range)].flatMap((match): Period[] => {
    const [whole, fromName, fromNumber, fromYear, toName, toNumber, toYear, present] = match;
    const from = Number(fromYear) * 12 + monthOf(fromName, fromNumber, 0);
    const to = present !== undefined ? now : Number(toYear) * 12 + monthOf(toName, toNumber, 11);
    return [{ from, to, start: match.index, end: match.index + whole.length }];
  });
}

export interface Gap { months: number; before: Period; after: Period }

/** Times that no period covers, between the first and the last. @param leastMonths shorter ones are nobody's business */
export function findGaps(periods: readonly Period[], leastMonths: number): Gap[] {
  const sorted = periods.filter(({ from, to }) => to >= from).sort((a, b) => a.from - b.from);
  const gaps: Gap[] = [];
  let latest = sorted[0];
  for (const period of sorted.slice(1)) {
    if (latest !== undefined && period.from - latest.to - 1 >= leastMonths) gaps.push({ months: period.from - latest.to - 1, before: latest, after: period });
    if (latest === undefined || period.to > latest.to) latest = period;
  }
  return gaps;
}
