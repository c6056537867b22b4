import { topics, type DataOf, type Topics, type TypeOn } from '@watch-tower/contracts';
import { command, type Command } from '../../operations/place-command/command.js';

type FleetTopic = Topics['fleetCommands'];
type KindOf<Type> = Type extends `watchtower.fleet.register-${infer K}.v1` ? K : never;
type Kind = KindOf<TypeOn<FleetTopic>>;
type FieldsOf<K extends Kind> = DataOf<FleetTopic, `watchtower.fleet.register-${K}.v1`>['fields'];

/** Master data comes into being: an organization, truck, driver or location. */
export const registerOrganization = (fields: FieldsOf<'organization'>): Command =>
  command(
    topics.fleetCommands,
    'watchtower.fleet.register-organization.v1',
    { kind: 'organization' },
    { fields },
  );

export const registerTruck = (fields: FieldsOf<'truck'>): Command =>
  command(topics.fleetCommands, 'watchtower.fleet.register-truck.v1', { kind: 'truck' }, { fields });

export const registerDriver = (fields: FieldsOf<'driver'>): Command =>
  command(topics.fleetCommands, 'watchtower.fleet.register-driver.v1', { kind: 'driver' }, { fields });

export const registerLocation = (fields: FieldsOf<'location'>): Command =>
  command(topics.fleetCommands, 'watchtower.fleet.register-location.v1', { kind: 'location' }, { fields });
