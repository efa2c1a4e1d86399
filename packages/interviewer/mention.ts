/** Turns a piece of an answer into something that the interviewer can take up: "You said that you rebuilt the ledger last year." */

/** "I", "we" and a past-tense verb that says that something was done. */
const deed = /\b(?:i|we)\s+(?:then\s+|also\s+)?(?:led|built|wrote|ran|made|cut|broke|took|drew|set up|rebuilt|found|shipped|[a-z]{3,}ed)\b[^.,;:?!]*/gi;

/** Clauses that make no sense alone or that nobody wants to hear again. */
const unfit = /\b(um+|uh+|er+|erm|hmm|you know|i mean|like|needed|wanted|liked|looked|seemed|happened|died|failed to say)\b/i;

const secondPerson: Readonly<Record<string, string>> = {
  i: 'you', we: 'you', me: 'you', us: 'you', my: 'your', our: 'your', mine: 'yours', ours: 'yours', myself: 'yourself', ourselves: 'yourselves', am: 'are',
};

const toSecondPerson = (clause: string): string => clause.replace(/[A-Za-z']+/g, (word) => secondPerson[word.toLowerCase()] ?? word);

/**
 * The most telling short clause of an answer in the second person, or undefined when none can be taken out of its context.
 * @example mention('We rebuilt the ledger last year, which cut errors.') // 'you rebuilt the ledger last year'
 */
export function mention(answer: string): string | undefined {
  const clauses = [...answer.matchAll(deed)].map((match) => match[0].trim().replace(/\s+/g, ' ').replace(/\s+(and|but|so|because|that|which|to|of|the|a)$/i, ''));
  const fit = clauses.filter((clause) => {
    const count = clause.split(' ').length;
    // A pronoun that points outside the clause ("we shipped that", "I changed it") would puzzle the listener.
    return count >= 4 && count <= 10 && !unfit.test(clause) && !/\b(it|that|this|them|those|these|there|he|she|they|him|her)\b/i.test(clause);
  });
  const best = fit.sort((a, b) => b.split(' ').length - a.split(' ').length)[0];
  return best === undefined ? undefined : toSecondPerson(best);
}
