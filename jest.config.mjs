/**
 * Three selections of one tree: `unit` needs nothing, `int` needs the PostgreSQL, Redis and Kafka that
 * `npm test` starts, `e2e` needs the whole running stack. A file's name says which it is.
 */
const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@watch-tower/source', 'node'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/', '/.local/', '/.nx/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2024',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
const roots = (suffix) => [`<rootDir>/{apps,libs,tools}/**/*.${suffix}.ts`];

export default {
  maxWorkers: 2,
  // The machines that run this are shared: a test that waits on progress may wait long.
  testTimeout: 30_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: roots('spec'),
      testPathIgnorePatterns: ['/node_modules/', '\\.(int|contract|e2e)\\.spec\\.ts$', '/dist/'],
    },
    { ...base, displayName: 'int', testMatch: [...roots('int.spec'), ...roots('contract.spec')] },
    { ...base, displayName: 'e2e', testMatch: roots('e2e.spec') },
  ],
};
