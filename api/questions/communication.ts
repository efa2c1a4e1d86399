import type { BankQuestion } from './bank.ts';

export const communication: readonly BankQuestion[] = [
  {
    text: 'Explain something from your work to me as if I had never heard of it.',
    competency: 'explaining simply',
    expectedPoints: ['says first what it is for', 'plain words instead of jargon', 'an example or a comparison', 'a clear order', 'a closing sentence that sums it up'],
    probes: ['How would you say it in one sentence?', 'Where do people usually get lost when you explain it?'],
    timeBudgetSeconds: 150,
  },
  {
    text: 'You have to tell a client that their project will be three weeks late. What do you say?',
    competency: 'giving bad news',
    expectedPoints: ['says it early and plainly', 'gives the reason without blaming', 'says what it means for the client', 'offers options or a plan', 'says when the next news will come'],
    probes: ['The client gets angry. What do you say next?', 'What would you rather put in writing, and what not?'],
    timeBudgetSeconds: 150,
  },
  {
    text: 'Tell me about a time when you were misunderstood. How did you notice, and what did you do?',
    competency: 'clearing up misunderstandings',
    expectedPoints: ['what was said and what was heard', 'how they noticed', 'how they cleared it up', 'what they do differently since'],
    probes: ['What was your part in it?', 'How do you check that you have been understood?'],
    timeBudgetSeconds: 150,
  },
  {
    text: 'Try to convince me of an idea that you believe in and that others doubt.',
    competency: 'persuading',
    expectedPoints: ['a clear claim at the beginning', 'reasons with evidence', 'what it does for the listener', 'takes up the main objection', 'asks for something concrete at the end'],
    probes: ['What is the best argument against it?', 'And if I have only one minute?'],
    timeBudgetSeconds: 150,
  },
  {
    text: 'How do you make sure that a meeting that you lead is worth everybody’s time?',
    competency: 'leading a conversation',
    expectedPoints: ['a purpose, and who is really needed', 'preparation', 'letting the quiet ones speak', 'keeping to the time', 'decisions and who does what'],
    probes: ['One person talks all the time. What do you do?', 'When do you cancel a meeting?'],
    timeBudgetSeconds: 150,
  },
  {
    text: 'Tell me about a conversation that was hard for you. How did you prepare for it, and how did it go?',
    competency: 'hard conversations',
    expectedPoints: ['why it was hard', 'how they prepared', 'how they opened it', 'how they listened', 'what came out of it'],
    probes: ['What did the other person need from you?', 'What surprised you?'],
    timeBudgetSeconds: 180,
  },
  {
    text: 'Sum up the last project that you worked on in one minute, for someone who decides about its money.',
    competency: 'being brief',
    expectedPoints: ['the result first', 'why it matters to the listener', 'a number', 'a risk or an open point', 'what is asked of the listener', 'no needless detail'],
    probes: ['What did you leave out on purpose?', 'Which one number should I remember?'],
    timeBudgetSeconds: 120,
  },
];
