/**
 * What the words of an unfinished answer say about whether more will come. Cues, not understanding; English, as the local
 * hearing is. Everything here is pure and looks at the end of the text first.
 */

/** A clause cannot end with these. */
const neverLast = new Set('and but or nor because cause the a an my our his their your its to of than when if whether although unless i we he she they is are was were am be been being has had have do does did will would can could should might must not very almost nearly only every such whose took take takes taking made makes gave gives needed needs wanted wants means became seems called'.split(' '));
/** Nor with these, most of the time: "the team that I worked with". */
const seldomLast = new Set('so used use uses said get make need want put started began more most which who whom where while as with for in on at by from into about like also then her each got basically actually just there between through during'.split(' '));
/** Those of them that may end a relative clause. */
const strandable = new Set('with for in on at by from about into of to like through'.split(' '));
/** At the beginning of a clause these want a verb; after one they are its object. */
const eitherWay = new Set('it this that these those there'.split(' '));
const hesitations = /^(?:u+m+|u+h+|er+|erm+|hm+|mm+|ah|eh)$/;

const wordsOf = (text: string): string[] => text.toLowerCase().replaceAll('’', "'").match(/[a-z0-9']+/g) ?? [];

/** `open`: grammar wants another word. `hesitating`: the last word is a filled pause. `unsure`: perhaps either. */
export type ClauseEnd = 'open' | 'unsure' | 'hesitating' | 'closed';

export function clauseEnd(text: string): ClauseEnd {
  const words = wordsOf(text);
  const last = words.at(-1);
  if (last === undefined) return 'open';
  if (hesitations.test(last)) return 'hesitating';
  // "Yes, I did." "No, I could not." "That is what I would do." "the way that they are"
  if (/\b(?:yes|yeah|no|so|what|that|as|how|where|which|who|than|way) (?:i|we|you|he|she|they|it) (?:am|is|are|was|were|do|did|does|have|had|has|can|could|will|would|should|might|must|may|needed|wanted|took|made|gave|got)(?: not| do| be| have)?$/.test(words.slice(-5).join(' '))) return 'closed';
  // "since then", "once we got there"
  if (/\b(?:since|by|until|from|before) then$|\b(?:got|been|was|were|is|work|worked|working|go|went|up|out|over) there$/.test(words.slice(-2).join(' '))) return 'closed';
  if (neverLast.has(last) && !strandable.has(last)) return 'open';
  // "I think so." "They did that." "after that."
  if (/\b(?:think|hope|guess|believe|said|suppose) so$|\b(?:did|do|does|done|after|before|about|like|of|with|for|than|all|from|is|was) (?:that|this|it)$/.test(words.slice(-2).join(' '))) return 'closed';
  // "the people that I would work with": the preposition's noun came before.
  if (strandable.has(last) && /\b(?:that|which|who|what|where|how|people|things?|one|ones|someone|something) (?:i|we|you|he|she|they)\b/.test(lastSentence(text).toLowerCase())) return 'closed';
  if (eitherWay.has(last) && !neverLast.has(words.at(-2) ?? 'and') && !seldomLast.has(words.at(-2) ?? 'and') && last !== 'that') return 'closed';
  if (eitherWay.has(last)) return 'unsure';
  return neverLast.has(last) ? 'open' : seldomLast.has(last) ? 'unsure' : 'closed';
}

const finiteVerb = /\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|shall|should|may|might|must|\w{2,}ed|went|came|took|made|gave|got|said|told|knew|thought|felt|found|left|kept|held|put|set|ran|led|built|wrote|sent|spent|broke|began|brought|bought|taught|met|lost|won|paid|saw|fell|grew|rose|cut|hit|let|read|means?|needs?|takes?|makes?|gives?|goes|comes|works?|helps?|shows?|says?|gets?|keeps?|runs?|uses?|likes?|wants?|holds?|\w+n't|\w+'(?:s|re|ve|ll|m|d))\b/i;

/** The last sentence has only begun: "The second release", "When we looked at the volume". */
export function onlyBegun(text: string): boolean {
  const last = lastSentence(text).trim().toLowerCase().replace(/^(?:(?:and|but|so|then|well|okay|um+|uh+|er|like|you know|i mean|basically)[,. ]+)+/, '');
  const count = wordsOf(last).length;
  if (count >= 2 && count <= 6 && /^(?:the|a|an|my|our|his|her|their|this|these|one|another|each|every|some|most|in|on|at|after|before|during|for|with|from)\b/.test(last) && !finiteVerb.test(last)) return true;
  return count >= 2 && count <= 9 && /^(?:when|if|after|before|although|while|whenever|as soon as|once|until|even though|as long as|whether)\b/.test(last) && !/[,;]/.test(last);
}

export type Punctuation = 'full_stop' | 'comma' | 'none';
export function punctuationAtEnd(text: string): Punctuation {
  const end = text.trim().replace(/["')\]]+$/, '');
  if (/(?:\.\.\.|…|[,;:–-])$/.test(end)) return 'comma';
  return /[.!?]$/.test(end) ? 'full_stop' : 'none';
}
/** Some recognisers write none at all; then a missing one says nothing. */
export const isPunctuated = (text: string): boolean => /[.!?,]/.test(text.trim().slice(0, -1));

const smallNumbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];
const announcement = /\b(two|three|four|five|six|seven|[2-7]|(?<=\b(?:there (?:are|were)|i have|i had|i see|i would say|i'd say|in) )(?:several|a few|a couple of)) (?:(?:main|key|big|important|different|good|other|simple|basic|core|really|very) )*(things|reasons|points|parts|steps|ways|conditions|questions|options|rules|ideas|aspects|problems|principles|areas|lessons|examples|stages|phases|factors|qualities|skills|goals|levels|kinds|types|approaches|strategies|criteria|cases|checks|habits|changes|challenges|sides)\b/g;
/** Words. */
const factWords = 15;
const ordinals = /\b(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth|fifth|sixth|finally|last(?:ly)?|another|the other)\b/g;

/** "There are three reasons": are they told yet? Undefined when nothing was announced. */
export function announcedList(text: string): 'open' | 'told' | undefined {
  const plain = text.toLowerCase();
  const match = [...plain.matchAll(announcement)].at(-1);
  if (match === undefined) return undefined;
  const [announced = '', count = ''] = match;
  const wanted = Number(count) || Math.max(2, smallNumbers.indexOf(count));
  const after = plain.slice(match.index + announced.length);
  const named = new Set(after.match(ordinals) ?? []).size;
  // So much was said, and nothing counted: the number was a fact, no announcement.
  if (named === 0 && wordsOf(after).length > factWords) return undefined;
  // "mutual exclusion, hold and wait, no preemption, circular wait": what stands between commas, full stops and "and".
  const listed = after.split(/[,;:.!?]+|\band\b/).filter((part) => wordsOf(part).filter((word) => !hesitations.test(word)).length > 0).length;
  // With ordinals the count is certain; without, one part is what was said about the list itself.
  return (named > 0 ? named >= wanted && wordsOf(lastSentence(after)).length > 2 : listed >= wanted) ? 'told' : 'open';
}

/** "First I would ask …" and no second yet. */
export function isSequenceBegun(text: string): boolean {
  const plain = text.toLowerCase();
  const begun = plain.search(/\b(?:(?<!at )first(?:ly)?|to begin with|to start with|one (?:thing|reason|way|example|option)|on the one hand|initially)\b(?! (?:of|time|place|year|day|job|company|week|month|thing for)\b)/);
  return begun >= 0 && !/\b(?:second(?:ly)?|then|after (?:that|this)|afterwards|next|finally|another|the other|later|in the end|lastly)\b/.test(plain.slice(begun));
}

/** The last sentence only leads up to something. */
export const leadsUp = (text: string): boolean =>
  /\b(?:like this|as follows|the following|for example|for instance|such as|let me (?:explain|start|begin))\W*$/i.test(text.trim()) ||
  /^(?:(?:so|okay|ok|well|yes|yeah|sure|um+|uh+|right|thank you|thanks|i mean|basically)[,.]? +)*(?:(?:let me|i(?:'ll| will| would like to| want to)) (?:(?:explain|describe|talk about|walk you|tell you|give you)\b|(?:start|begin) (?:by|with)\b)|there (?:was (?:a|an|one|this)|is (?:a|an|one)|are|were)\b(?: [\w'-]+){0,9}\W*$|(?:once|one time) (?:a|i|we|my|there)\b[^,]*$)/i.test(lastSentence(text).trim());

/** Words with which people round off. */
export const roundsOff = (text: string): boolean =>
  /\b(?:in the end|as a result|overall|all in all|in short|to sum up|in summary|in conclusion|looking back|in hindsight|that(?:'s| is) (?:why|how|it|all|about it|basically it|what i (?:did|learned|learnt|would do))|so that was|i (?:learned|learnt)|next time|since then|ever since|from then on|thank you(?: very much)?|i (?:hope|think) that answers)\b/i.test(lastSentence(text));

/** The last sentence that has words in it. "3.5" and "Node.js" end none. */
export function lastSentence(text: string): string {
  const sentences = text.split(/(?<=[.!?])\s+/).filter((sentence) => wordsOf(sentence).length > 0);
  return sentences.at(-1) ?? '';
}

/** One or two words that only open an answer: "Sure." "Okay, so." "Thank you for asking." */
export const onlyOpens = (text: string): boolean =>
  /^(?:(?:yes|yeah|sure|okay|ok|right|well|so|um+|uh+|of course|certainly|absolutely|definitely|hmm+|alright|all right|good question|great question|thank you(?: for (?:asking|the question|having me))?|thanks(?: for (?:asking|having me))?|hi|hello|let'?s see|let me see|interesting|no problem|hey)[,.!?\s]*)+$/i.test(text.trim().replaceAll('’', "'"));
