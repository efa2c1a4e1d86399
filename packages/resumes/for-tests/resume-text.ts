/** A résumé as the tests use it; nobody's. */
export const resumeLines = [
  'Dana Reyes',
  'dana@example.com  +1 415 555 0100  github.com/dana-reyes',
  '',
  'Experience',
  'Senior Engineer, Northwind, 2020 - 2024',
  '• Led the move of 40 services to k8s and cut the cost of hosting by 30%.',
  '• Built a payments pipeline with Postgres and Kafka that handles 2 million events a day.',
  '• Responsible for the on-call rota.',
  'Engineer, Contoso, 2016 - 2019',
  '• Wrote the search service in TypeScript; its median answer fell from 900 ms to 120 ms.',
  '• Worked with the design team on a component library in React.',
  '',
  'Education',
  'BSc Computer Science, University of Somewhere, 2012 - 2016',
  '',
  'Skills',
  'JS, TypeScript, Node.js, PostgreSQL, Kafka, Kubernetes, Terraform, AWS',
];
export const resumeText = resumeLines.join('\n');
