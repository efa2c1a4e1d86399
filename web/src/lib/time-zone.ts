/** The reader's own time zone, which only the browser knows: it tells the server in a cookie, and pages are then written in it. */

/** Not personal enough to hide from scripts, and written by one: the only cookie of the site that is not HttpOnly. */
export const zoneCookie = 'greenroom_zone';
const secondsKept = 365 * 24 * 3600;

/**
 * Tells the server the browser's zone.
 * @param written the zone that this page was written in
 * @returns whether the page has to be written anew, because it was written in another zone
 */
export function tellTimeZone(written: string): boolean {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return false;
  const told = `${zoneCookie}=${encodeURIComponent(zone)}`;
  if (!document.cookie.split('; ').includes(told)) {
    document.cookie = `${told}; path=/; max-age=${secondsKept}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
  }
  // A browser that keeps no cookies stays with what the server writes, instead of asking it again and again.
  return zone !== written && document.cookie.split('; ').includes(told);
}
