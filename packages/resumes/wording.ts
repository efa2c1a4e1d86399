/** Words that résumés are judged by. Written for this product. */

/** What a bullet begins with when it says what somebody did; base forms, the endings are added. */
const verbs =
  'accelerate achieve adapt administer advise analyse analyze arrange assemble audit author automate balance boost build calculate chair coach collaborate complete compose conceive conduct configure consolidate construct consult contribute convert coordinate correct create cut debug decrease define deliver deploy design detect develop devise diagnose direct discover document double draft drive earn edit eliminate enable engineer enhance ensure establish evaluate execute expand facilitate find fix forecast form formulate found gather generate grow guide halve handle hire identify implement improve increase influence initiate inspect install instruct integrate introduce invent investigate launch lead maintain make manage map market measure mediate mentor merge migrate model moderate modernise modernize monitor move negotiate operate optimise optimize orchestrate organise organize overhaul oversee own partner persuade pilot pioneer plan prepare present prevent prioritise prioritize process produce program promote propose prototype prove provide publish raise rebuild recommend reconcile recruit redesign reduce refactor refine replace report represent research resolve restructure review revise rewrite run save scale schedule secure sell set shape ship simplify solve speed standardise standardize start streamline strengthen structure supervise support survey sustain synthesise synthesize take teach test track train transform translate triple troubleshoot unify update upgrade validate verify win write'.split(' ');
const irregular = 'led built wrote rewrote ran won drove grew found cut made sold taught took oversaw rebuilt set sped spoke held kept brought began chose gave met put shrank'.split(' ');
const endings = (verb: string): string[] => {
  const stem = verb.replace(/e$/, '');
  const doubled = /[^aeiou][aeiou][bdgmnpt]$/.test(verb) ? [`${verb}${verb.at(-1)}ed`, `${verb}${verb.at(-1)}ing`] : [];
  return [verb, `${verb}s`, `${stem}ed`, `${stem}ing`, ...doubled, ...(verb.endsWith('y') ? [`${verb.slice(0, -1)}ied`, `${verb.slice(0, -1)}ies`] : [])];
};
export const actionVerbs: ReadonlySet<string> = new Set([...verbs.flatMap(endings), ...irregular]);

/** Openings that hide what somebody did. */
export const weakOpening = /^(?:responsible for|responsibilities includ|duties includ|tasked with|in charge of|worked (?:on|with|in|as)|working (?:on|with)|helped|assisted|involved in|participated in|part of (?:a|the)|member of|exposure to|familiar with)\b/i;
export const buzzword =
  /\b(?:team[- ]player|hard[- ]?working|go[- ]getter|self[- ]starter|self[- ]motivated|highly motivated|results?[- ](?:driven|oriented|focused)|detail[- ]oriented|think(?:ing|s)? outside the box|synerg(?:y|ies|istic)|best[- ]of[- ]breed|proven track record|dynamic (?:professional|individual|team)|passionate|ninja|guru|rock ?star|wizard|thought leader(?:ship)?|value[- ]add(?:ed)?|game[- ]changer|cutting[- ]edge|world[- ]class|strategic thinker|people person|wear many hats|hit the ground running|move the needle|leverag(?:e|ed|ing))\b/gi;
export const firstPerson = /\b(?:I|I['’]m|I['’]ve|[Mm]y|[Mm]yself|[Ww]e|[Oo]ur)\b/g;

/** A number that says how much: no year, no version, no part of a name ("S3", "OAuth 2.0"). */
export function holdsFigure(text: string): boolean {
  const plain = text.replace(/\b(?:19|20)\d{2}\b/g, ' ').replace(/(?<![\p{L}\d_])\p{L}{1,60}[-./]?\d[\w.]{0,60}/gu, ' ').replace(/\bv?\d+\.\d+(?:\.\d+)*\b(?!\s*(?:%|ms|s\b|x\b|k\b|m\b|million|billion|hours|days|percent))/gi, ' ');
  return /\d/.test(plain) || /\b(?:twice|doubled|tripled|halved|half|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?)\b/i.test(plain);
}
