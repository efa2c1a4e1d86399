import type { BankQuestion } from './bank.ts';

export const hr: readonly BankQuestion[] = [
  {
    text: 'Please tell me about yourself: what have you done so far, and what brings you here?',
    competency: 'introducing oneself',
    expectedPoints: ['a short line through the career', 'one or two results', 'what they are good at', 'why this role is the next step'],
    probes: ['Which of these steps taught you most?', 'What would your last team say that you are good at?'],
    timeBudgetSeconds: 150,
  },
  {
    text: 'Why are you interested in this role, and why now?',
    competency: 'motivation',
    expectedPoints: ['what attracts them in the work itself', 'how it fits to what they can do', 'what they know about the role or the company', 'what they hope to learn'],
    probes: ['What would you miss from where you are now?', 'What would make you say no to an offer?'],
    timeBudgetSeconds: 120,
  },
  {
    text: 'What do you do well, and what do you still have to work on?',
    competency: 'knowing oneself',
    expectedPoints: ['a strength with an example', 'a real weakness', 'what they do about it', 'progress that can be seen'],
    probes: ['When did that weakness last get in your way?', 'How do others notice that strength?'],
    timeBudgetSeconds: 150,
  },
  {
    text: 'Describe the kind of team and manager with whom you do your best work.',
    competency: 'working with others',
    expectedPoints: ['how they like to work together', 'an example of a team that worked', 'what they need from a manager', 'what they give to a team', 'how they deal with what does not fit'],
    probes: ['And when it is not like that: what do you do?', 'How do you like to be told that something was not good?'],
    timeBudgetSeconds: 150,
  },
  {
    text: 'Where do you want to be in three years, and what have you done for it so far?',
    competency: 'direction',
    expectedPoints: ['a direction, not only a title', 'why it matters to them', 'a step that they have already taken', 'how this role helps'],
    probes: ['What could keep you from getting there?', 'Who helps you with that?'],
    timeBudgetSeconds: 120,
  },
  {
    text: 'Why did you leave your last position, or why do you want to leave the present one?',
    competency: 'handling change',
    expectedPoints: ['an honest and fair reason', 'what they tried before leaving', 'what they learned there', 'what they look for instead'],
    probes: ['What would have made you stay?', 'What will you take with you from there?'],
    timeBudgetSeconds: 120,
  },
  {
    text: 'How do you organise your work when nobody tells you what to do first?',
    competency: 'working on one’s own',
    expectedPoints: ['how they find out what matters', 'how they plan a day or a week', 'how they keep others informed', 'an example', 'when they ask for help'],
    probes: ['What do you do when two people want different things at once?', 'How do you notice that you are stuck?'],
    timeBudgetSeconds: 150,
  },
];
