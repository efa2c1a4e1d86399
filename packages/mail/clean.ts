/** What people typed, made fit to stand in a letter. */

/** One line without control characters or marks that turn the direction of writing, at most so long. */
export function oneLine(text: string, longest: number): string {
  // Cc: control characters, line ends among them. Cf: invisible ones, among them those that hide or reorder text.
  const line = text.toWellFormed().replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('').trimEnd()}…`;
}

/** An address in a name makes a mail program show a link that we did not put there. */
const addressLike = /[/@\\:]|www\.|\p{L}\.\p{L}{2,}/iu;
const longestName = 60;

/**
 * The name for a greeting, or undefined when it is none: anybody can register somebody else's address under a name that is
 * an advertisement.
 */
export function firstName(name: string): string | undefined {
  const line = oneLine(name, longestName);
  return line === '' || addressLike.test(line) ? undefined : line;
}

/** @throws TypeError unless it is an http(s) address */
export function webAddress(link: string): string {
  const { protocol, href } = new URL(link);
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError(`A link in a letter must be http or https, not ${protocol}`);
  return href;
}
