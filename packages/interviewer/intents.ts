/**
 * What a short utterance asks of the interviewer. Only whole, short utterances count: inside an answer the same words are
 * part of the answer ("I asked them to repeat the test" is not a request).
 */
export type Intent = 'repeat' | 'thinking' | 'dont_know' | 'skip' | 'none';

/** Longer utterances are answers, whatever they contain. */
const longestRequestWords = 14;

const patterns: readonly (readonly [Intent, RegExp])[] = [
  ['repeat', /\b(repeat|say) (that|it|the question)( again)?\b|\bcome again\b|\b(can|could|would) you (please )?(repeat|rephrase)\b|\b(didn'?t|did not) (catch|hear|get|understand) (that|you|it|the question)\b|^(sorry|pardon|what was the question|what was that)\b(?! for| about)[^.]{0,24}\?/],
  ['skip', /\b(skip|pass on) (this|that|it|the question|this question|this one)\b|^(skip|pass|next|next question)\b[ ,.]*(please)?[.!]?$|\b(let'?s|can we|could we|shall we|i'?d like to|i would like to) (move on|skip|go on to the next)\b/],
  ['dont_know', /\bi (really |honestly |just )?(don'?t|do not) (really )?(know|have an (answer|example)|have one)\b|\bi have no idea\b|\b(no|not a) clue\b|\bi (can'?t|cannot) think of (anything|one|an example|any)\b|\bnothing comes to mind\b/],
  ['thinking', /\b(let|give) me (just )?(think|a (second|moment|minute|sec)|some time)\b|\b(i need|need) (a (second|moment|minute)|to think)\b|\b(one|just a) (second|moment|minute|sec)\b|\bgood question\b|\b(hmm+|um+|uh+)[,.]? let'?s see\b|^let'?s see[.,]?$/],
];

export function intentOf(text: string): Intent {
  const plain = text.toLowerCase().replaceAll('’', "'").replace(/\b(um+|uh+|er+|erm+|hmm+|mm+|well|so|okay|ok)\b[,.]?\s*/g, ' ').replace(/\s+/g, ' ').trim();
  if (plain === '' || plain.split(' ').length > longestRequestWords) return 'none';
  return patterns.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'none';
}
