import { topics, type DataOf, type Topics } from '@watch-tower/contracts';
import { command, type Command } from '../operations/place-command/command.js';
import type { RegistryKind } from '../read-models/registry/registry.js';

type FieldsOf<Kind extends RegistryKind> = DataOf<
  Topics['fleetCommands'],
  `watchtower.fleet.register-${Kind}.v1`
>['fields'];
type ChangeOf<Kind extends RegistryKind> = DataOf<
  Topics['fleetCommands'],
  `watchtower.fleet.update-${Kind}.v1`
>['change'];

/** Fields of an organization, truck, driver or location, as the schema of its route has read them. */
export type RegistryFields = FieldsOf<RegistryKind>;
export type RegistryChange = ChangeOf<RegistryKind>;

/** Master data comes into being. */
export const register = (kind: RegistryKind, fields: RegistryFields): Command =>
  command(topics.fleetCommands, `watchtower.fleet.register-${kind}.v1`, { kind }, { fields });

/** It changes, or is brought back. */
export const update = (
  kind: RegistryKind,
  id: string,
  change: RegistryChange,
  expectedVersion?: number,
): Command =>
  command(
    topics.fleetCommands,
    `watchtower.fleet.update-${kind}.v1`,
    { kind, id },
    { change, expectedVersion },
  );

/** It goes out of use; nothing is deleted. */
export const retire = (kind: RegistryKind, id: string, expectedVersion?: number): Command =>
  command(topics.fleetCommands, `watchtower.fleet.retire-${kind}.v1`, { kind, id }, { expectedVersion });
