/** What an interviewer can say aloud: plain sentences, without anything that only the eye understands. */

/** Beyond these a listener has forgotten the beginning. */
const mostWords = 45;
const mostSentences = 3;

/** Letters of any script, digits, and the punctuation that a voice turns into pauses and tone. */
const sayableOnly = /^[\p{L}\p{M}\p{N} ,.;:?!'’‘“”"-]+$/u;
/** "e.g." and the like are read letter by letter; a dot inside a word is a name of a file, a site or a package. */
const forTheEye = /\b(?:e\.g|i\.e|etc|vs|approx|incl)\b|\w\.\w|\b\w+_\w+|(?:^|\s)-(?:\s|$)|--/iu;
/** What does not belong into an interview's question: praise, the model speaking of itself, instructions that leaked through. */
const outOfPlace = /\b(?:as an? (?:ai|language model)|system prompt|previous instructions|ignore (?:all|the|any|previous)|expected points?|json|great (?:answer|job)|well done|excellent|impressive|score (?:of|is))\b/i;
/** What an interviewer may not ask in many countries, and should not anywhere. */
const notAllowed = /\b(?:are you (?:married|single|pregnant)|how old are you|your (?:age|religion|nationality|ethnicity|race|sexual \w+|marital \w+|political \w+|church)|(?:do|will) you (?:have|want|plan) (?:to have )?(?:kids|children|a family)|where (?:were you born|are you (?:really|originally) from)|which (?:party|church))\b/i;

/** Why it cannot be said, in words for a log; undefined when it can. */
export function unspeakable(text: string): string | undefined {
  if (!sayableOnly.test(text)) return 'it holds signs that a voice cannot say';
  if (forTheEye.test(text)) return 'it holds what only the eye understands';
  if (outOfPlace.test(text)) return 'it holds words that do not belong into a question';
  if (notAllowed.test(text)) return 'it asks what an interviewer may not ask';
  if (!/[.?!]["”’]?$/.test(text)) return 'it is no whole sentence';
  if (text.split(/\s+/).length > mostWords) return `it has more than ${mostWords} words`;
  if ((text.match(/[.?!](?:\s|$)/g) ?? []).length > mostSentences) return `it has more than ${mostSentences} sentences`;
  return undefined;
}

/** What models like to write, as one would say it. */
const repairs: readonly (readonly [RegExp, string])[] = [
  [/^\s*(?:question\s*)?(?:\d{1,2}|[a-h])\s*[.):]\s+/i, ''],
  [/^\s*(?:[-*•]|q(?:uestion)?\s*\d*\s*:)\s*/i, ''],
  [/\b([CF])#/g, '$1 sharp'],
  [/[*_`#]+/g, ''],
  [/\s*\((?:e\.g\.|for example)[,:]?\s*([^()]*)\)/gi, ', for example $1'],
  [/\s*\(([^()]*)\)/g, ', $1'],
  [/\be\.g\.,?\s*/gi, 'for example '],
  [/\bi\.e\.,?\s*/gi, 'that is, '],
  [/,?\s*\betc\.?(?=[\s?!,.]|$)/gi, ' and so on'],
  [/\bvs\.?(?=\s)/gi, 'versus'],
  [/\bCI\/CD\b/g, 'continuous integration and delivery'],
  [/\bA\/B\b/g, 'A B'],
  [/\band\/or\b/gi, 'or'],
  [/\s*&\s*/g, ' and '],
  [/(\d)\s*%/g, '$1 percent'],
  [/\bC\+\+/g, 'C plus plus'],
  [/\b(\w+)\.js\b/gi, '$1 JS'],
  [/\.NET\b/g, 'dot net'],
  [/(\p{L})\s*\/\s*(\p{L})/gu, '$1 or $2'],
  [/\s*[–—]\s*/g, ', '],
  [/…|\.{3,}/g, '.'],
  [/\s+/g, ' '],
  [/\s+([,.?!;:])/g, '$1'],
  [/,([,.?!;:])/g, '$1'],
];

/** The same sentence in a form that can be said, as far as that is possible without changing what is asked. */
export const asSpoken = (text: string): string => repairs.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text).trim();
