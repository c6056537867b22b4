import { routes } from '@watch-tower/contracts';
import type { ComposeModel, ComposeService } from './compose.js';
import type { Program } from './program.js';

/** What the image itself tells the program. */
const setByImage = { NODE_ENV: 'production', HOST: '0.0.0.0' };
const imageVariables = new Set(['NODE_ENV', 'HOST', 'PORT']);
/** Beside its configuration a program reads this one for `migrate`. */
const migrationVariable = 'MIGRATION_DATABASE_URL';

type Named = readonly [name: string, service: ComposeService];

const isJob = (service: ComposeService): boolean => service.command !== undefined && service.restart === 'no';
const programOf = ({ image }: ComposeService): string | undefined => /^watch-tower\/(\w+):/.exec(image)?.[1];

/** Every sentence says what is wrong where; none means that the model fits the programs it runs. */
export const faultsIn = (model: ComposeModel, programs: readonly Program[]): string[] => {
  const services = Object.entries(model.services);
  return [
    ...programs.flatMap((program) => faultsOfProgram(program, model)),
    ...services.flatMap((named) => [
      ...faultsOfImage(named),
      ...faultsOfCage(named),
      ...faultsOfDependencies(named, model),
      ...faultsOfVolumes(named, model),
    ]),
    ...faultsOfPorts(services, programs),
    ...faultsOfAddresses(model),
    ...faultsOfWebhook(model),
  ];
};

/** A program has a service of its own name, told everything it needs and nothing it does not know. */
const faultsOfProgram = (program: Program, model: ComposeModel): string[] => {
  const { name } = program;
  const service = model.services[name];
  if (service === undefined) return [`apps/${name} has no service`];
  const args = service.build?.args ?? {};
  return [
    ...(programOf(service) === name ? [] : [`${name} runs the image ${service.image}`]),
    ...(args['PROJECT'] === name ? [] : [`${name} is built from PROJECT ${args['PROJECT']}`]),
    ...(args['PORT'] === String(program.port)
      ? []
      : [`${name} is built for port ${args['PORT']}, its own is ${program.port}`]),
    ...Object.entries(model.services)
      .filter(([, other]) => programOf(other) === name)
      .flatMap(([at, { environment, command }]) => [
        ...Object.keys(environment)
          .filter((variable) => imageVariables.has(variable) || !program.variables.has(variable))
          .filter((variable) => !(variable === migrationVariable && command?.[0] === 'migrate'))
          .map(
            (variable) =>
              `${at} sets ${variable}, which ${imageVariables.has(variable) ? 'the image sets' : `${name} does not read`}`,
          ),
        ...program
          .faultsIn({ ...setByImage, PORT: String(program.port), ...environment })
          .map((fault) => `${at} would not start: ${fault.trim()}`),
      ]),
    ...(program.variables.has('DATABASE_URL') ? faultsOfJob(`${name}-migrate`, 'migrate', name, model) : []),
    ...(program.variables.has('DATABASE_URL') &&
    model.services[`${name}-migrate`]?.environment[migrationVariable] === undefined
      ? [`${name}-migrate has no ${migrationVariable}`]
      : []),
    ...(program.variables.has('KAFKA_BROKERS') ? faultsOfJob('topics', 'topics', name, model) : []),
  ];
};

/** A job runs its command once, and its service waits for its good end. */
const faultsOfJob = (job: string, command: string, service: string, model: ComposeModel): string[] => {
  const definition = model.services[job];
  if (definition === undefined) return [`there is no job ${job}`];
  const waits = model.services[service]?.depends_on[job]?.condition === 'service_completed_successfully';
  return [
    ...(definition.command?.join(' ') === command ? [] : [`${job} runs "${definition.command?.join(' ')}"`]),
    ...(definition.restart === 'no' ? [] : [`${job} is started again when it has ended`]),
    ...(definition.healthcheck?.disable === true ? [] : [`${job} is asked for its health`]),
    ...(waits ? [] : [`${service} does not wait for ${job}`]),
  ];
};

/** Pinned, or built here and then never looked for in a registry. */
const faultsOfImage = ([name, { image, build, pull_policy }]: Named): string[] => {
  if (programOf({ image } as ComposeService) !== undefined) {
    const isOurs = build === undefined || build.dockerfile === 'deploy/docker/Dockerfile';
    return [
      ...(isOurs ? [] : [`${name} is built from ${build.dockerfile}`]),
      ...(pull_policy === 'never' ? [] : [`${name} would be looked for in a registry`]),
    ];
  }
  return /:v?\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?$/.test(image) ? [] : [`${name}: ${image} is not pinned`];
};

/** Unprivileged, with little to write to, and bounded. */
const faultsOfCage = ([name, service]: Named): string[] => [
  ...(programOf(service) !== undefined || (service.user ?? 'root') !== 'root'
    ? []
    : [`${name} runs as root`]),
  ...(service.user === 'root' || service.user?.startsWith('0') ? [`${name} runs as root`] : []),
  ...(service.privileged ? [`${name} is privileged`] : []),
  ...(programOf(service) === undefined || service.read_only ? [] : [`${name} can write to its image`]),
  ...(service.cap_drop.includes('ALL') ? [] : [`${name} keeps capabilities`]),
  ...(service.security_opt.includes('no-new-privileges:true') ? [] : [`${name} may gain privileges`]),
  ...(service.deploy === undefined ? [`${name} has no limits`] : []),
];

const faultsOfDependencies = ([name, service]: Named, model: ComposeModel): string[] =>
  Object.entries(service.depends_on).flatMap(([on, { condition }]) => {
    const other = model.services[on];
    if (other === undefined) return [`${name} waits for ${on}, which there is not`];
    if (condition === 'service_completed_successfully' && !isJob(other))
      return [`${name} waits for the end of ${on}`];
    const saysHealth = programOf(other) === undefined ? other.healthcheck?.test !== undefined : !isJob(other);
    return condition === 'service_healthy' && !saysHealth
      ? [`${name} waits for the health of ${on}, which has none`]
      : [];
  });

const faultsOfVolumes = ([name, { volumes, networks }]: Named, model: ComposeModel): string[] => [
  ...volumes
    .map((volume) => volume.split(':')[0] ?? '')
    .filter((volume) => !Object.hasOwn(model.volumes, volume))
    .map((volume) => `${name} uses the volume ${volume}, which is not declared`),
  ...networks
    .filter((network) => !Object.hasOwn(model.networks, network))
    .map((network) => `${name} is in the network ${network}, which is not declared`),
];

/** Only the gateway and the simulated LocoNav may be reached, each at its own port and from this machine alone. */
const faultsOfPorts = (services: readonly Named[], programs: readonly Program[]): string[] =>
  services.flatMap(([name, { ports }]) =>
    ports.flatMap((published) => {
      const [target, , address] = published.split(':').reverse();
      const port = programs.find((program) => program.name === name)?.port;
      return [
        ...(name === 'gateway' ? [] : [`${name} publishes a port`]),
        ...(address === '127.0.0.1' ? [] : [`${name} is published to the world by default`]),
        ...(Number(target) === port ? [] : [`${name} publishes ${target}, it listens at ${port}`]),
      ];
    }),
  );

/** Every address in an environment names a service at the port where that one listens, reachable over a network. */
const faultsOfAddresses = (model: ComposeModel): string[] => {
  const listening: Record<string, string | undefined> = {
    ...Object.fromEntries(
      Object.entries(model.services).map(([name, service]) => [name, service.build?.args['PORT']]),
    ),
    kafka: /PLAINTEXT:\/\/kafka:(\d+)/.exec(
      model.services['kafka']?.environment['KAFKA_ADVERTISED_LISTENERS'] ?? '',
    )?.[1],
    postgres: '5432',
    redis: '6379',
  };
  return Object.entries(model.services).flatMap(([name, { environment, networks }]) =>
    Object.entries(environment)
      .filter(([variable]) => /_URL$|^KAFKA_BROKERS$/.test(variable))
      .flatMap(([variable, value]) => {
        const url = URL.parse(value.includes('://') ? value : `kafka://${value}`);
        const port = url?.port === '' ? '80' : url?.port;
        const role =
          variable === 'DATABASE_URL' ? programOf(model.services[name] as ComposeService) : undefined;
        const database = model.services['postgres']?.environment['POSTGRES_DB'];
        const shared = model.services[url?.hostname ?? '']?.networks.some((network) =>
          networks.includes(network),
        );
        return [
          ...(listening[url?.hostname ?? ''] === port
            ? []
            : [`${name}: ${variable} leads to ${url?.host}, where nothing listens`]),
          ...(shared ? [] : [`${name}: ${variable} leads to ${url?.hostname}, in another network`]),
          ...(role === undefined || url?.username === role ? [] : [`${name} signs in as ${url?.username}`]),
          ...(variable.endsWith('DATABASE_URL') && url?.pathname !== `/${database}`
            ? [`${name}: ${variable} names another database`]
            : []),
        ];
      }),
  );
};

/** The simulated LocoNav knows the gateway's path, secret and header. */
const faultsOfWebhook = ({ services }: ComposeModel): string[] => {
  const sender = services['simulator']?.environment ?? {};
  const receiver = services['gateway']?.environment ?? {};
  const path = URL.parse(sender['SIMULATOR_WEBHOOK_URL'] ?? '')?.pathname;
  return [
    ...(path === routes.receiveLocation.path ? [] : [`simulator sends to ${path}`]),
    ...['SECRET', 'SECRET_HEADER']
      .filter((part) => sender[`SIMULATOR_WEBHOOK_${part}`] !== receiver[`LOCONAV_WEBHOOK_${part}`])
      .map((part) => `simulator and gateway differ in the webhook's ${part}`),
  ];
};
