import type { Topics } from '@watch-tower/contracts';
import type { Deed } from '@watch-tower/fleet-domain';
import type { Incoming } from '@watch-tower/messaging';

/** A command on an alert. */
export type AlertCommand = Extract<
  Incoming<Topics['fleetCommands']>,
  { type: `watchtower.fleet.${'acknowledge' | 'assign' | 'snooze'}-alert.v1` }
>;

const types: Readonly<Record<AlertCommand['type'], true>> = {
  'watchtower.fleet.acknowledge-alert.v1': true,
  'watchtower.fleet.assign-alert.v1': true,
  'watchtower.fleet.snooze-alert.v1': true,
};

export const isAlertCommand = (command: Incoming<Topics['fleetCommands']>): command is AlertCommand =>
  Object.hasOwn(types, command.type);

export const deedOf = ({ type, data }: AlertCommand): Deed => {
  const { actor, at, expectedVersion } = data;
  const done = { by: actor.id, at, expectedVersion };
  switch (type) {
    case 'watchtower.fleet.acknowledge-alert.v1':
      return { do: 'acknowledge', ...done };
    case 'watchtower.fleet.assign-alert.v1':
      return { do: 'assign', userId: data.userId, ...done };
    case 'watchtower.fleet.snooze-alert.v1':
      return { do: 'snooze', until: data.until, ...done };
  }
};
