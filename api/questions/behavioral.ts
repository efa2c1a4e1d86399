import type { BankQuestion } from './bank.ts';

export const behavioral: readonly BankQuestion[] = [
  {
    text: 'Tell me about a time when you disagreed with someone about how a piece of work should be done. What happened?',
    competency: 'handling disagreement',
    expectedPoints: ['what the two positions were', 'how they listened to the other side', 'what they did to reach a decision', 'how it turned out', 'how the relationship went on'],
    probes: ['What was the strongest argument on the other side?', 'What would you do differently now?'],
    timeBudgetSeconds: 180,
  },
  {
    text: 'Describe a project that did not go as planned. What was your part in it, and what did you do?',
    competency: 'dealing with failure',
    expectedPoints: ['what the plan was', 'what went wrong and why', 'their own part in it', 'what they did about it', 'what they changed afterwards'],
    probes: ['When did you first notice that it was going wrong?', 'Who did you tell, and when?'],
    timeBudgetSeconds: 180,
  },
  {
    text: 'Tell me about something that you are proud of at work. What made it hard?',
    competency: 'achievement',
    expectedPoints: ['the situation and why it mattered', 'what made it hard', 'what they themselves did', 'a result that can be measured'],
    probes: ['How do you know that it worked?', 'Which part of it was yours, and which was the team’s?'],
    timeBudgetSeconds: 180,
  },
  {
    text: 'Think of a time when you had to deliver something with too little time. How did you decide what to do first?',
    competency: 'prioritising under pressure',
    expectedPoints: ['what was at stake', 'how they chose what to leave out', 'how they told the people concerned', 'what was delivered in the end'],
    probes: ['What did you decide not to do?', 'Who was unhappy with that, and how did you handle it?'],
    timeBudgetSeconds: 180,
  },
  {
    text: 'Tell me about a time when you got feedback that was hard to hear. What did you do with it?',
    competency: 'learning from feedback',
    expectedPoints: ['what the feedback was', 'how they first reacted', 'what they changed', 'how they know that it changed something'],
    probes: ['Did you agree with it then? Do you now?', 'How do you ask for feedback today?'],
    timeBudgetSeconds: 150,
  },
  {
    text: 'Describe a situation in which you helped a colleague to get better at something.',
    competency: 'developing others',
    expectedPoints: ['what the colleague needed', 'what they did to help', 'how they adapted to the person', 'what the colleague could do afterwards'],
    probes: ['How did you find out what they needed?', 'What did you learn from it yourself?'],
    timeBudgetSeconds: 150,
  },
  {
    text: 'Tell me about a decision that you had to make without having all the information. How did you go about it?',
    competency: 'deciding under uncertainty',
    expectedPoints: ['what was known and what was not', 'which options there were', 'what they based the decision on', 'how they limited the risk', 'how it turned out'],
    probes: ['What would have made you change your mind?', 'How long did you take, and was that too long or too short?'],
    timeBudgetSeconds: 180,
  },
  {
    text: 'Tell me about a time when you improved the way that something was done, without being asked to.',
    competency: 'initiative',
    expectedPoints: ['what was not good enough', 'what they proposed', 'how they won others for it', 'what difference it made, in numbers if possible'],
    probes: ['Who was against it, and why?', 'Is it still done that way?'],
    timeBudgetSeconds: 150,
  },
];
