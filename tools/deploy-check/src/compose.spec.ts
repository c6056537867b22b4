import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCompose, wantedBy, wantedVariables, type ComposeModel } from './compose.js';
import { faultsIn } from './faults.js';
import { programNames, readProgram, type Program } from './program.js';

const repositoryDir = fileURLToPath(new URL('../../../', import.meta.url));
const textOf = (path: string): string => readFileSync(join(repositoryDir, path), 'utf8');

/** Every line of .env.example, filled in as it asks for. */
const secret = '0123456789abcdef0123456789abcdef';
const example = new Map(
  [...textOf('deploy/compose/.env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]),
);
const filledIn = Object.fromEntries([...example].map(([name, value]) => [name, value || secret]));

let programs: Program[];
beforeAll(async () => {
  programs = await Promise.all(programNames(repositoryDir).map((name) => readProgram(repositoryDir, name)));
});

describe('docker-compose.yml', () => {
  it('runs every program there is, as its configuration and the others expect', () => {
    expect(programs.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['fleet', 'gateway', 'simulator', 'trip']),
    );
    expect(faultsIn(readCompose(repositoryDir, filledIn), programs)).toEqual([]);
  });

  it('runs with the defaults alone beside the secrets', () => {
    const secrets = Object.fromEntries(
      wantedVariables(repositoryDir)
        .filter(({ fallback }) => fallback === undefined)
        .map(({ name }) => [name, secret]),
    );
    expect(faultsIn(readCompose(repositoryDir, secrets), programs)).toEqual([]);
  });

  it('is refused without its secrets', () => {
    for (const { name } of wantedVariables(repositoryDir).filter(({ fallback }) => fallback === undefined)) {
      expect(() => readCompose(repositoryDir, { ...filledIn, [name]: '' })).toThrow(`${name} has no value`);
    }
  });

  it('asks for what .env.example names: secrets and what may be left out are empty, the rest as it is by default', () => {
    const wanted = new Map(
      wantedVariables(repositoryDir).map(({ name, fallback }) => [name, fallback ?? '']),
    );
    expect(Object.fromEntries(example)).toEqual(Object.fromEntries(wanted));
  });

  it('uses the same servers as npm start in Docker', () => {
    const { services } = readCompose(repositoryDir, filledIn);
    const inDocker = textOf('tools/stack/src/infrastructure/docker.ts');
    for (const name of ['kafka', 'postgres', 'redis'])
      expect(inDocker).toContain(`'${services[name]?.image}'`);
  });
});

describe('what is found to be wrong', () => {
  const changed = (change: (model: ComposeModel) => void): string[] => {
    const model = readCompose(repositoryDir, filledIn);
    change(model);
    return faultsIn(model, programs);
  };
  const of = (model: ComposeModel, name: string) => {
    const service = model.services[name];
    if (service === undefined) throw new Error(`no ${name}`);
    return service;
  };

  it.each<[string, (model: ComposeModel) => void, string]>([
    ['a program without a service', (model) => delete model.services['fleet'], 'apps/fleet has no service'],
    [
      'a variable that nobody reads',
      (model) => (of(model, 'trip').environment['DATABASE_ULR'] = 'x'),
      'trip sets DATABASE_ULR, which trip does not read',
    ],
    [
      'a required variable that is missing',
      (model) => delete of(model, 'gateway').environment['JWT_SECRET'],
      'gateway would not start: JWT_SECRET',
    ],
    [
      'a value out of range',
      (model) => (of(model, 'gateway').environment['LOG_LEVEL'] = 'loud'),
      'gateway would not start: LOG_LEVEL',
    ],
    [
      'another port than the program has',
      (model) =>
        (of(model, 'trip').build = {
          context: '.',
          dockerfile: 'deploy/docker/Dockerfile',
          args: { PROJECT: 'trip', PORT: '9' },
        }),
      'trip is built for port 9, its own is 8081',
    ],
    [
      'a service before its schema',
      (model) => delete of(model, 'fleet').depends_on['fleet-migrate'],
      'fleet does not wait for fleet-migrate',
    ],
    ['another command', (model) => (of(model, 'topics').command = ['topic']), 'topics runs "topic"'],
    [
      'an image that moves',
      (model) => (of(model, 'redis').image = 'redis:latest'),
      'redis: redis:latest is not pinned',
    ],
    [
      'an image of somebody else',
      (model) => (of(model, 'trip').pull_policy = 'missing'),
      'trip would be looked for in a registry',
    ],
    ['root', (model) => delete of(model, 'postgres').user, 'postgres runs as root'],
    [
      'a port open to the world',
      (model) => (of(model, 'gateway').ports = ['8080:8080']),
      'gateway is published to the world by default',
    ],
    [
      'a published database',
      (model) => (of(model, 'postgres').ports = ['127.0.0.1:5432:5432']),
      'postgres publishes a port',
    ],
    [
      'an address where nothing listens',
      (model) => (of(model, 'trip').environment['KAFKA_BROKERS'] = 'kafka:9093'),
      'trip: KAFKA_BROKERS leads to kafka:9093, where nothing listens',
    ],
    [
      'another role',
      (model) =>
        (of(model, 'trip').environment['DATABASE_URL'] = 'postgres://fleet:x@postgres:5432/watch_tower'),
      'trip signs in as fleet',
    ],
    [
      'a webhook nobody receives',
      (model) =>
        (of(model, 'simulator').environment['SIMULATOR_WEBHOOK_URL'] = 'http://gateway:8080/webhook'),
      'simulator sends to /webhook',
    ],
    [
      'a condition never met',
      (model) => (of(model, 'trip').depends_on['kafka'] = { condition: 'service_completed_successfully' }),
      'trip waits for the end of kafka',
    ],
  ])('%s', (_what, change, fault) => {
    expect(changed(change)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it('tells required variables from those with a default', () => {
    expect(wantedBy('${A:?why} ${B:-b:c} ${C}')).toEqual([
      { name: 'A', fallback: undefined },
      { name: 'B', fallback: 'b:c' },
      { name: 'C', fallback: undefined },
    ]);
  });
});
