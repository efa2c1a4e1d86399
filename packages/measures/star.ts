/** STAR: which of situation, task, action and result an answer says, and where. Cues, not understanding. */
import { sentencesOf, type Range } from './lexemes.ts';

export const starParts = ['situation', 'task', 'action', 'result'] as const;
export type StarPart = (typeof starParts)[number];
export interface StarFinding {
  covered: boolean;
  /** The sentences in which it was found, as character ranges, in order. */
  ranges: Range[];
}
export type Star = Record<StarPart, StarFinding>;

const number = "(?:\\d[\\d.,]*|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|several|a few|a couple of|half a)";
/** What a speaker does, as said in the past. States and feelings (was, had, felt, knew, wanted) are no actions. */
const did = '(?:\\w{2,}(?<!ne)(?<!wan)(?<!lik)(?<!lov)(?<!hat)(?<!happen)(?<!believ)(?<!learn)(?<!enjoy)(?<!seem)(?<!nam)ed|built|wrote|ran|led|made|took|gave|sent|set|put|met|spoke|told|taught|brought|bought|found|chose|began|broke|drew|held|kept|split|cut|went|came back|sat|dug|got|did|paged|rebuilt|rewrote|sold|spent|stood|swept|threw|won|read|hid|hung|bet|let|left|shut|laid)';
const adverbs = "(?:(?:then|also|first|finally|immediately|quickly|personally|myself|just|actually|later|always|still|even|eventually|simply|carefully|slowly|therefore|soon|uh|um|er|like|you know)[, ]+)*";
const notActing = "(?!(?:was|were|had|wanted|needed|felt|liked|loved|hated|believed|learned|learnt|enjoyed|seemed|used to|happened|disagreed|agreed|needed|noticed|realised|realized|understood|decided not|worked (?:at|for|as|in))\\b)";

const cues: Readonly<Record<StarPart, RegExp>> = {
  situation: new RegExp(
    [
      `\\b(?:${number} (?:years?|months?|weeks?|days?|quarters?) (?:ago|before|back)|last (?:year|month|week|spring|summer|autumn|fall|winter|quarter|christmas|january|february|march|april|may|june|july|august|september|october|november|december)|back (?:in|when|at)|in (?:19|20)\\d\\d)\\b`,
      "\\b(?:at|in|during|on) (?:my|our|a|an|one of my|the) (?:\\w+ )?(?:last|previous|first|current|former|old|earlier|recent|final)(?: \\w+)? ?(?:company|job|role|team|project|employer|position|year|internship|firm|school|hospital|shop|store|ward|class)?\\b",
      '\\bwhen i (?:was|worked|joined|started|led|ran|managed|had)\\b', '\\b(?:there was (?:a|an|one|this|no)|there were|one time|once,? (?:i|we|a)|i remember|the situation was|the context was|we had (?:a|an|no|like|some|just|\\d|two|three|four|five|ten|forty))\\b',
      '\\b(?:the|our|a|my) (?:\\w+ )?(?:customer|client|project|team|company|manager|service|system|product|outage|colleague|patient|supplier|engineer|deadline)s? (?:was|were|had|wanted|started|came|kept|did not|didn\'t)\\b', '\\bwe were (?:\\w+ing|about|under|in|on|late|behind|short)\\b',
    ].join('|'), 'i'),
  task: /\b(?:my (?:role|job|task|part|goal|responsibility|assignment|aim) (?:was|were|is)|i (?:was|am) (?:responsible|in charge|asked|tasked|assigned|supposed|the (?:lead|owner|one))|(?:i|we) (?:had|have|needed|need|wanted) to\b|the (?:goal|task|aim|challenge|plan|problem|hardest part|hardest decision|question|decision) (?:was|is)|it was (?:my|up to me)|they asked me|i was given|we were asked|our (?:goal|task|target|job) was|to make sure|had no choice)\b/i,
  action: new RegExp(`\\b(?:i|we)[, ]+${adverbs}(?:(?:uh|um),? i )?${notActing}${did}\\b|\\b(?:so|then|first|and),? i (?:\\w+ly )?${notActing}${did}\\b|\\bwhat i did was\\b|\\bi (?:would|will|usually|always|prepare|start|ask|call|write|explain)\\b`, 'i'),
  result: new RegExp(
    [
      '\\b(?:in the end|as a result|the (?:result|outcome|effect) (?:was|is)|eventually|ultimately|at the end|by the end|which (?:led to|resulted|meant|cut|reduced|saved|increased|made|brought|gave|helped)|ended up|since then|after that,? (?:we|they|it|there|he|she)|from then on|ever since|thanks to (?:that|this|it)|that (?:saved|cut|reduced|increased|brought|led to|worked|fixed|helped)|it (?:worked|paid off|held for|saved|has))\\b',
      `\\b(?:reduced|cut|increased|improved|raised|saved|dropped|fell|grew|rose|went (?:up|down)|lowered|doubled|tripled|halved|shrank|gained|won|lost|renewed|restored|recovered)\\b[^.?!]{0,60}\\b(?:by|from|to|in|within|for|of)? ?(?:${number}|half|percent|per cent|%|deadline|contract|client|customer|service)\\b`,
      "\\b(?:we|they|it|the team|he|she) (?:\\w+ )?(?:shipped|launched|delivered|finished|released|renewed|missed|succeeded|failed|hit|met|restored|went live|sent a van|invites?|was fixed|were thrilled)\\b", '\\b(?:on time|was thrilled|were thrilled|was (?:solved|fixed|resolved|delivered|shipped|cancelled)|complaints|no (?:more )?(?:outage|incident|complaint)s?)\\b',
      '\\b(?:i|we) (?:learned|learnt)\\b', '\\blooking back\\b',
    ].join('|'), 'i'),
};

/**
 * Which parts of a story are said, with the sentences that say them. Deterministic; from cue phrases (time and place for
 * the situation, duty or aim for the task, "I" with a deed for the action, change or ending for the result). One sentence
 * may say several parts. Whether the story is true or fits the question is not looked at.
 */
export function starOf(text: string): Star {
  const star: Star = { situation: { covered: false, ranges: [] }, task: { covered: false, ranges: [] }, action: { covered: false, ranges: [] }, result: { covered: false, ranges: [] } };
  for (const range of sentencesOf(text)) {
    const sentence = text.slice(range.start, range.end).replaceAll('’', "'");
    for (const part of starParts) {
      if (!cues[part].test(sentence)) continue;
      star[part].covered = true;
      star[part].ranges.push(range);
    }
  }
  return star;
}
