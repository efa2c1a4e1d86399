/** When somebody's last week was, in their own time zone. Pure. */

/** The hours of Monday in which the letter is written. Late enough to be read, long enough for a process that was away. */
const morning = { from: 8, until: 20 } as const;
const dayMs = 24 * 3600_000;

interface LocalTime { year: number; month: number; day: number; hour: number; minute: number; second: number; weekday: string }

/** @returns the beginning of the week before and its date, or undefined when it is not Monday morning there */
export function lastWeek(nowMs: number, timeZone: string): { start: Date; day: string } | undefined {
  const now = localTime(nowMs, timeZone);
  if (now.weekday !== 'Mon' || now.hour < morning.from || now.hour >= morning.until) return undefined;
  // The calendar's day one week ago, whatever clocks did meanwhile.
  const monday = new Date(Date.UTC(now.year, now.month - 1, now.day) - 7 * dayMs);
  return { start: new Date(midnight(monday, timeZone)), day: monday.toISOString().slice(0, 10) };
}

/** The moment at which a calendar day begins there. @param day midnight UTC of that day */
function midnight(day: Date, timeZone: string): number {
  let moment = day.getTime();
  // The offset at the guess leads to a better one; a second look settles days on which clocks change.
  for (let look = 0; look < 2; look += 1) moment = day.getTime() - offset(moment, timeZone);
  return moment;
}

function offset(moment: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = localTime(moment, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
}

function localTime(moment: number, timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', weekday: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const number = (name: string) => Number(parts[name]);
  return { year: number('year'), month: number('month'), day: number('day'), hour: number('hour'), minute: number('minute'), second: number('second'), weekday: parts['weekday'] ?? '' };
}
