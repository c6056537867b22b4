import { pause, type Fault } from '../fault.js';

const sessionSeconds = 10;
const ours = ['gateway', 'gateway-positions', 'trip', 'fleet'] as const;

/** F1: each service is killed without warning. */
export const killServices: Fault = {
  id: 'F1',
  title: 'SIGKILL of each service under load',
  recoverySecondsMax: sessionSeconds + 15,
  inflict: async ({ stack, short, random, say }) => {
    const rounds = short ? 1 : 5;
    for (let round = 0; round < rounds; round += 1) {
      for (const name of ours) {
        await pause(500 + random() * 1_000);
        say(`killing ${name}`);
        await stack.services[name]?.kill('SIGKILL');
        await stack.services[name]?.ready();
      }
    }
    return [];
  },
};

/** F2: each service is asked to end, one after the other, as a deployment does. */
export const rollServices: Fault = {
  id: 'F2',
  title: 'rolling SIGTERM',
  recoverySecondsMax: sessionSeconds + 15,
  inflict: async ({ stack, say }) => {
    for (const name of ours) {
      await pause(500);
      say(`ending ${name}`);
      await stack.services[name]?.kill('SIGTERM');
      await stack.services[name]?.ready();
    }
    return [];
  },
};
