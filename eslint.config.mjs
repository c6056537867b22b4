import nx from '@nx/eslint-plugin';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** What a pure domain may not know: frameworks, stores, the broker, the clock, ids, the network. */
const impure = [
  '@nestjs/*',
  'typeorm',
  'pg',
  'kafkajs',
  'ioredis',
  'uuid',
  'node:*',
  'fs',
  'http',
  'crypto',
  '@watch-tower/*',
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.local/**', '.nx/**', '**/*.generated.*'] },
  js.configs.recommended,
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-object-type': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
      ],
      'max-params': ['error', 5],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // An injected class must be imported as a value, or Nest finds no type at run time.
    files: ['apps/{gateway,trip,fleet}/src/**/*.ts', 'libs/platform/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/testing/**/*.ts', 'tools/e2e/**/*.ts'],
    ignores: ['apps/dashboard/**'],
    languageOptions: { parserOptions: { projectService: false, project: ['./tsconfig.spec.json'] } },
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  { files: ['tools/**', 'apps/simulator/**', '**/scripts/**'], rules: { 'no-console': 'off' } },
  {
    files: ['apps/**/*.ts', 'apps/**/*.tsx', 'libs/**/*.ts', 'tools/**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          allow: [],
          depConstraints: [
            { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: [], allowedExternalImports: ['zod'] },
            {
              sourceTag: 'type:domain',
              onlyDependOnLibsWithTags: ['type:testing'],
              bannedExternalImports: impure,
            },
            {
              sourceTag: 'type:platform',
              onlyDependOnLibsWithTags: ['type:platform', 'type:contracts', 'type:testing'],
            },
            { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:platform', 'type:contracts'] },
            {
              sourceTag: 'type:app',
              onlyDependOnLibsWithTags: ['type:platform', 'type:contracts', 'type:domain', 'type:testing'],
            },
            { sourceTag: 'type:web', onlyDependOnLibsWithTags: ['type:web', 'type:contracts'] },
            {
              sourceTag: 'type:tool',
              onlyDependOnLibsWithTags: [
                'type:tool',
                'type:platform',
                'type:contracts',
                'type:domain',
                'type:testing',
              ],
            },
            { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
            { sourceTag: 'scope:platform', onlyDependOnLibsWithTags: ['scope:platform', 'scope:shared'] },
            {
              sourceTag: 'scope:trip',
              onlyDependOnLibsWithTags: ['scope:trip', 'scope:platform', 'scope:shared'],
            },
            {
              sourceTag: 'scope:fleet',
              onlyDependOnLibsWithTags: ['scope:fleet', 'scope:platform', 'scope:shared'],
            },
            {
              sourceTag: 'scope:gateway',
              onlyDependOnLibsWithTags: ['scope:gateway', 'scope:platform', 'scope:shared'],
            },
            {
              sourceTag: 'scope:simulator',
              onlyDependOnLibsWithTags: ['scope:simulator', 'scope:platform', 'scope:shared'],
            },
            { sourceTag: 'scope:dashboard', onlyDependOnLibsWithTags: ['scope:dashboard', 'scope:shared'] },
          ],
        },
      ],
    },
  },
  {
    // One library speaks to the broker's client, whose faults it knows.
    files: ['**/*.{ts,tsx,mjs}'],
    ignores: ['libs/platform/kafka/**', 'tools/bench/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'kafkajs', message: 'Only libs/platform/kafka speaks to kafkajs.' }] },
      ],
    },
  },
  {
    files: ['libs/*/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'setTimeout', 'setInterval', 'fetch', 'performance', 'crypto'].map((name) => ({
          name,
          message: 'A domain is pure.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'A domain has no clock: take the time as an argument.' },
        { object: 'Math', property: 'random', message: 'A domain has no chance: take it as an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'A domain has no clock.',
        },
        { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
      ],
    },
  },
  {
    // Only config.ts reads the environment (bootstrap hands it over).
    files: ['apps/*/src/**/*.ts', 'libs/**/*.ts'],
    ignores: [
      '**/config.ts',
      '**/*.spec.ts',
      'libs/testing/**',
      'libs/platform/bootstrap/src/run-service.ts',
      '**/testing/**',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config.ts reads the environment.' },
      ],
    },
  },
  prettier,
);
