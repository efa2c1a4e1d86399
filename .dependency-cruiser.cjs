/** Who may import whom: the table itself, and its check. docs/architecture.md points here. */

/** Rooms that each room may import, besides itself and packages from npm. */
const mayImport = {
  'packages/contracts': [],
  'packages/measures': ['packages/contracts'],
  'packages/settings': ['packages/contracts'],
  'packages/events': ['packages/contracts'],
  'packages/providers': ['packages/contracts'],
  'packages/database': ['packages/contracts'],
  'packages/files': ['packages/contracts'],
  'packages/interviewer': ['packages/contracts', 'packages/measures', 'packages/providers'],
  'packages/mail': ['packages/contracts'],
  'packages/resumes': ['packages/contracts', 'packages/measures'],
  agent: ['packages/contracts', 'packages/interviewer', 'packages/measures', 'packages/providers', 'packages/database', 'packages/files', 'packages/events', 'packages/settings'],
  api: ['packages/contracts', 'packages/measures', 'packages/database', 'packages/files', 'packages/events', 'packages/settings', 'packages/providers', 'packages/resumes'],
  'workflows/definitions': ['packages/contracts'],
  workflows: ['packages/contracts', 'packages/interviewer', 'packages/mail', 'packages/measures', 'packages/resumes', 'packages/providers', 'packages/database', 'packages/files', 'packages/events', 'packages/settings'],
  web: ['packages/contracts', 'packages/settings'],
};
/** Of these, the types only: settings' slices as parameters, activities as interfaces. */
const typesOnly = {
  'packages/events': ['packages/settings'],
  'packages/providers': ['packages/settings'],
  'packages/database': ['packages/settings'],
  'packages/files': ['packages/settings'],
  'packages/mail': ['packages/settings'],
  'workflows/definitions': ['workflows/account', 'workflows/activities', 'workflows/recording', 'workflows/resumes', 'workflows/context'],
};
const rooms = Object.keys(mayImport);
const anyRoom = '^(packages/[^/]+|agent|api|workflows|web|stack|tests|bench)/';
const below = (folders) => folders.map((folder) => `^${folder}(/|\\.ts)`);
// A test may use what it needs to test against real servers.
const tests = '[.]test[.]ts$|^web/checks/|^packages/[^/]+/(testing|example-rows)[.]ts$';

const roomRules = rooms.map((room) => ({
  name: `${room.replace('/', '-')}-imports`,
  comment: `${room} may import ${[...mayImport[room], ...(typesOnly[room] ?? []).map((each) => `types of ${each}`)].join(', ') || 'no other room'}.`,
  severity: 'error',
  from: { path: `^${room}/`, pathNot: [tests, ...rooms.filter((other) => other.startsWith(`${room}/`)).map((other) => `^${other}/`)] },
  to: { path: anyRoom, pathNot: below([room, ...mayImport[room], ...(typesOnly[room] ?? [])]) },
}));

const typeRules = Object.entries(typesOnly).map(([room, targets]) => ({
  name: `${room.replace('/', '-')}-types-only`,
  comment: `${room} may use only the types of ${targets.join(', ')}.`,
  severity: 'error',
  from: { path: `^${room}/`, pathNot: tests },
  to: { path: below(targets), dependencyTypesNot: ['type-only'] },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    ...typeRules,
    {
      name: 'contracts-are-pure',
      comment: 'A browser and a workflow import the contracts and the measures: no Node, no I/O.',
      severity: 'error',
      from: { path: '^packages/(contracts|measures)/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sql-stays-in-the-database',
      comment: 'Only packages/database talks to Postgres.',
      severity: 'error',
      // The stack checks that a server answers, and signs in for that.
      from: { path: anyRoom, pathNot: ['^packages/database/', '^stack/servers/postgres', tests] },
      to: { path: 'node_modules/(pg|kysely)/' },
    },
    { name: 'no-circles', comment: 'Two files that import each other are one file, or three.', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'nothing-unresolved', comment: 'An import must lead somewhere.', severity: 'error', from: { pathNot: '^web/' }, to: { couldNotResolve: true, pathNot: '^vitest$' } },
    { name: 'declared', comment: 'What is imported is declared in a package.json.', severity: 'error', from: { pathNot: [tests, '^web/'] }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['node_modules/.*/node_modules', '^web/(build|[.]svelte-kit)/', '[.]greenroom/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.svelte', '.json'] },
  },
};
