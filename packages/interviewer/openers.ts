/**
 * What stands in front of a reply: it says that the answer was heard, and nothing about it. "Great" praises, "right" and
 * "exactly" judge. The opener of a reply is known before the reply is: a voice may say it while the question is still being
 * thought of. The one after the last one said comes next, so that none is heard twice in a row.
 */
export const openers = ['I see.', 'Okay.', 'Thank you.', 'All right.'] as const;

/** In front of follow-ups that were stored earlier. */
const earlierOpeners = ['Right.'] as const;

/** @param last the last opener that was said; empty or unknown when there was none */
export function openerAfter(last: string | undefined): string {
  return openers[(openers as readonly string[]).indexOf(last ?? '') + 1] ?? openers[0];
}

/** The opener at the beginning of a stored text, or the whole of it. */
export const openerOf = (text: string): string | undefined => [...openers, ...earlierOpeners].find((opener) => text === opener || text.startsWith(`${opener} `));

/** A stored follow-up without the opener that was said before it. */
export const withoutOpener = (text: string): string => text.slice(openerOf(text)?.length ?? 0).trimStart();
