/** What a job description asks for, and how firmly: by the heading that a sentence stands under and by its own words. */
import { linesOf } from './sections.ts';

export type Importance = 'required' | 'nice_to_have';
export interface Requirement {
  text: string;
  start: number;
  end: number;
  importance: Importance;
  /** Whether its heading, its label or its own words ask for something; otherwise it only tells of the place and the people. */
  asks: boolean;
}

const niceHeading = /\b(?:nice[- ]to[- ]haves?|bonus(?: points)?|prefer(?:red|ences?)|desir(?:able|ed)|good to have|plus(?:es)?|advantage(?:s|ous)?|extra credit|optional|even better)\b/i;
const firmHeading = /\b(?:requirements?|required|must[- ]haves?|qualifications?|what you(?:'|’)?(?:ll)? (?:need|bring)|what we(?:'|’)?re looking for|we(?:'|’)?re looking for|looking for|you (?:have|bring|are)|minimum|essential|your (?:profile|skills|experience|background)|skills|experience|who you are|responsibilities|what you(?:'|’)?ll do|the role|your tasks|duties|about you|key criteria)\b/i;
/** What the employer tells about itself. */
const offerHeading = /\b(?:about (?:us|the company|our)|who we are|our (?:mission|values|story|team)|benefits?|perks|what we offer|we offer|compensation|salary|equal opportunit|diversity|how to apply|application process|why (?:join|work)|location|company)\b/i;

const niceWords = /\b(?:nice to have|(?:is|are|as|be) an? (?:big |strong |definite |real |huge )?(?:plus|bonus|advantage|asset)|a plus|bonus|preferred|preferably|ideally|desirable|advantageous|optional|would be (?:great|good|nice|helpful|useful|beneficial)|helpful|beneficial|not (?:strictly )?(?:required|necessary|needed|essential)|no [\w .+#-]{1,40} (?:required|needed|necessary)|even better)\b/i;
const firmWords = /\b(?:must(?: have)?|required|requires?|essential|mandatory|necessary|need(?:ed|s)?|minimum|at least)\b/i;

const askingWords = /\b(?:experienced?|knowledge|know(?:s|ing)?|familiar(?:ity)?|proficien(?:t|cy)|skill(?:s|ed)?|degree|certif\w+|licen[cs]e\w*|able to|background|expertise|understanding|fluen(?:t|cy)|qualifi\w+|you (?:have|can|are|will|bring|know))\b/i;
/** "Preferred: ACLS; a second language": holds for the rest of its line. */
const label = /^(?:[\w' -]{0,20}\b)?(required|requirements?|must[- ]haves?|essential|minimum|preferred|nice[- ]to[- ]haves?|bonus|desirable|desired|optional|plus)\b[\w ]{0,20}:\s*/i;

const mostWordsOfHeading = 8;
const isHeading = (line: string): boolean => line.split(/\s+/).length <= mostWordsOfHeading && (line.endsWith(':') || (!/[.;,!]$/.test(line) && !/^[•●▪◦‣*–-]\s/.test(line)));

/** In order. What stands under "About us" or "Benefits" asks for nothing. */
export function readJobDescription(text: string): Requirement[] {
  let under: Importance | 'offer' | undefined;
  const requirements: Requirement[] = [];
  for (const line of linesOf(text)) {
    if (isHeading(line.text)) {
      const kind = niceHeading.test(line.text) ? 'nice_to_have' : offerHeading.test(line.text) ? 'offer' : firmHeading.test(line.text) ? 'required' : undefined;
      // "Kubernetes" on a line of its own is a requirement, not a heading.
      if (kind !== undefined) {
        under = kind;
        continue;
      }
    }
    if (under === 'offer') continue;
    let here = under;
    for (const sentence of sentencesOf(line)) {
      const named = label.exec(sentence.text);
      if (named !== null) here = niceHeading.test(named[0]) ? 'nice_to_have' : 'required';
      const from = named?.[0].length ?? 0;
      const words = sentence.text.slice(from);
      if (words === '') continue;
      const asks = here !== undefined || niceWords.test(words) || firmWords.test(words) || askingWords.test(words);
      requirements.push({ text: words, start: sentence.start + from, end: sentence.end, importance: importanceOf(words, here), asks });
    }
  }
  return requirements;
}

function importanceOf(sentence: string, under: Importance | undefined): Importance {
  if (niceWords.test(sentence)) return 'nice_to_have';
  if (firmWords.test(sentence)) return 'required';
  return under ?? 'required';
}

/** Ends at ". " before a capital letter, at semicolons, and before "ideally", which is about what follows; "Node.js" and "e.g. Go" do not end one. */
function sentencesOf({ text, start }: { text: string; start: number }): { text: string; start: number; end: number }[] {
  const found: { text: string; start: number; end: number }[] = [];
  let from = 0;
  const cut = (to: number): void => {
    const piece = text.slice(from, to);
    const trimmed = piece.replace(/^[•●▪◦‣*–\-\s]+/, '');
    const begin = start + from + (piece.length - trimmed.length);
    const words = trimmed.trimEnd();
    if (/\p{L}/u.test(words)) found.push({ text: words, start: begin, end: begin + words.length });
    from = to;
  };
  for (const match of text.matchAll(/(?:(?<!\b(?:e\.g|i\.e|etc|incl|approx))[.!?](?=\s+["“(]?\p{Lu})|;|,?\s+(?:and\s+|but\s+)?(?=(?:ideally|preferably)\b))\s*/gu)) cut(match.index + match[0].length);
  cut(text.length);
  return found;
}
