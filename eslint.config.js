import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only packages/settings reads the environment: ask it for a slice.',
};
const forbiddenNames = {
  selector: 'TSEnumDeclaration, TSModuleDeclaration[kind=namespace], TSParameterProperty',
  message: 'Node runs these files by taking the types away: what needs code to be generated does not work.',
};

export default ts.config(
  { ignores: ['**/node_modules/**', 'web/build/**', '**/.svelte-kit/**', '**/.greenroom/**', '**/dist/**', 'coverage/**', '**/.*.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,mjs,js}'],
    extends: [ts.configs.recommended, ts.configs.stylistic],
    rules: {
      // `== null` asks for "missing, in either way".
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      // An empty function as a default says exactly what it does.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      'no-restricted-syntax': ['error', forbiddenNames, environment],
    },
  },
  {
    // A forgotten promise loses its error: what knows the types finds it.
    files: ['{packages,agent,api,workflows,stack,tests,bench}/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // The reader of the environment, and what starts processes with one.
    files: ['packages/settings/**', 'stack/**', 'tests/**', 'bench/**', '**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', forbiddenNames] },
  },
  { files: ['**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // A workflow is run again from its history: nothing in it may depend on the machine or the moment.
    files: ['workflows/definitions/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [
          { group: ['node:*', 'fs', 'path', 'crypto', 'child_process'], message: 'No Node modules in workflow definitions: an effect belongs into an activity.' },
          { group: ['**/activities/**', '@greenroom/*', '!@greenroom/contracts', '!@greenroom/contracts/*'], allowTypeImports: true, message: 'Workflow definitions import types of activities only.' },
        ],
      }],
      'no-restricted-globals': ['error', 'process', 'fetch', 'Buffer'],
    },
  },
  {
    files: ['web/**/*.svelte', 'web/**/*.svelte.ts'],
    extends: [svelte.configs.recommended],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
    // The site lives at the root of its host.
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
);
