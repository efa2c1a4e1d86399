import type { BankQuestion } from './bank.ts';

export const technical: readonly BankQuestion[] = [
  {
    text: 'A service that was fast last week has become slow. How do you find out why?',
    competency: 'finding the cause of a problem',
    expectedPoints: ['asks what slow means and for whom', 'looks at what changed', 'measures before changing anything', 'narrows down by layers, for example network, code, database', 'checks the fix and prevents it next time'],
    probes: ['The numbers look normal, and users still complain. What now?', 'Which measurement would you look at first, and why?'],
    timeBudgetSeconds: 180,
  },
  {
    text: 'Walk me through a system that you know well. What are its parts, and why is it built that way?',
    competency: 'explaining architecture',
    expectedPoints: ['what the system is for', 'its main parts and how they talk to each other', 'the reason for at least one choice', 'a weakness or trade-off', 'what they would change today'],
    probes: ['Where does it break first when ten times as many people use it?', 'Which decision would you take back?'],
    timeBudgetSeconds: 240,
  },
  {
    text: 'How would you design a service that shortens web addresses and is used by millions of people?',
    competency: 'designing a system',
    expectedPoints: ['asks about needs and load', 'how short keys are made without collisions', 'what is stored and where', 'caching of reads', 'what happens when a part fails'],
    probes: ['How do you keep two servers from giving out the same key?', 'How would you find abuse?'],
    timeBudgetSeconds: 240,
  },
  {
    text: 'What makes a test a good one? Give an example of one that you wrote, and one that you would throw away.',
    competency: 'testing',
    expectedPoints: ['tests behaviour, not the way it is coded', 'fails for one clear reason', 'is repeatable and fast', 'a concrete example', 'knows the limits of mocks or of coverage'],
    probes: ['How do you test something that depends on time, or on another service?', 'When is it right not to write a test?'],
    timeBudgetSeconds: 180,
  },
  {
    text: 'Two requests change the same record at the same moment. What can go wrong, and what can you do about it?',
    competency: 'concurrency and data',
    expectedPoints: ['lost updates or inconsistent reads', 'transactions and isolation', 'optimistic locking with a version', 'pessimistic locking and its cost', 'making an operation idempotent'],
    probes: ['When would you prefer a lock, and when a version number?', 'What does the user see when their change is refused?'],
    timeBudgetSeconds: 180,
  },
  {
    text: 'You have to change the schema of a big table while the system is in use. How do you do it?',
    competency: 'changing a running system',
    expectedPoints: ['small steps that are compatible both ways', 'adding before removing', 'moving the data in batches', 'avoiding long locks', 'a way back, and measuring on the way'],
    probes: ['The step that moves the data fails in the middle. What then?', 'How do you know that nobody uses the old column any more?'],
    timeBudgetSeconds: 180,
  },
  {
    text: 'How do you review someone else’s code? What do you look at first, and what do you let pass?',
    competency: 'code review',
    expectedPoints: ['understands the purpose first', 'correctness and edge cases before style', 'tests', 'kind and concrete comments', 'what can be left to tools'],
    probes: ['What do you do when the author disagrees?', 'How do you review a change of two thousand lines?'],
    timeBudgetSeconds: 150,
  },
  {
    text: 'How do you keep secrets and personal data safe in a system that you build?',
    competency: 'security',
    expectedPoints: ['knows which data there is and keeps no more than needed', 'least privilege', 'secrets outside the code, and rotated', 'encryption in transit and at rest', 'checking input, and logs without personal data'],
    probes: ['A key has been pushed to a public repository. What do you do, in which order?', 'Who should be able to read the production database?'],
    timeBudgetSeconds: 180,
  },
];
