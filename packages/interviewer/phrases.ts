/**
 * Everything that the interviewer says by itself, but for the openers of its replies (`openers.ts`). It asks; it does not praise,
 * judge or lecture. A transition is never used twice in a row: `pick` walks through the list by the question's number, so that a
 * resumed interviewer says the same.
 */
import type { Plan } from '@greenroom/contracts';

const pick = (options: readonly string[], n: number): string => options[n % options.length] ?? '';

const numberWords = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const inWords = (n: number): string => numberWords[n] ?? String(n);

export const phrases = {
  greeting: (plan: Plan): string => {
    const name = plan.candidateName.split(/\s+/)[0] ?? '';
    const hello = name === '' ? 'Hello.' : `Hello ${name}.`;
    const count = plan.questions.length === 1 ? 'one question' : `${inWords(plan.questions.length)} questions`;
    if (plan.mode === 'typed') return `${hello} I am the interviewer, a computer program. You write your answers and I write back; what you write is kept for your report. I have ${count} about the role of ${plan.role}. Take the time you need. Write repeat or skip whenever you want to.`;
    return `${hello} I am the interviewer, a computer voice. This session is recorded, and your words, your pace and your pauses are measured for your report. I have ${count} about the role of ${plan.role}. Pauses are fine. Say repeat or skip whenever you need to.`;
  },
  firstQuestion: (): string => 'Here is the first one.',
  nextQuestion: (n: number): string => pick(['The next question.', 'Let us go on.', 'Here is another one.', 'On to the next one.'], n),
  lastQuestion: (): string => 'This is the last question.',
  tellMore: (): string => 'Could you tell me a little more about that?',
  movedOn: (): string => 'Let us go on to something else.',
  handedBack: (): string => 'Thank you. Let us go on.',
  handedBackTo: (question: string): string => `I take over again. We were at this question: ${question}`,
  skipped: (): string => 'All right, we leave that one.',
  timeUsed: (): string => 'To keep to the time, let us go on.',
  repeat: (question: string): string => `Of course. ${question}`,
  takeYourTime: (n: number): string => pick(['Take your time.', 'Of course, take a moment.'], n),
  dontKnow: (): string => 'That is all right. Is there anything close to it that you can tell me about? If not, say skip.',
  silencePrompt: (): string => 'Take your time. I can repeat the question if that helps.',
  silenceOffer: (): string => 'Would you like to hear the question again, or shall we move on?',
  silenceMoveOn: (): string => 'Let us move on. You can come back to this one another time.',
  lostYou: (): string => 'Sorry, I lost you for a moment.',
  askedBefore: (question: string): string => `What you said before is kept. I had asked: ${question}`,
  goOn: (): string => 'Let us go on.',
  welcomeBack: (question: string): string => `Welcome back. We were at this question: ${question}`,
  closing: (plan: Plan): string => {
    const name = plan.candidateName.split(/\s+/)[0] ?? '';
    return `That was my last question. Thank you${name === '' ? '' : `, ${name}`}. Your report will be ready in a moment. Goodbye.`;
  },
} as const;
