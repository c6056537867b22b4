import fc from 'fast-check';
import { decideRegistry, type Entity, type RegistryCommand } from './decide.js';

type Fields = { readonly name: string; readonly phone: string | null; readonly fence: object | null };

const fields: Fields = { name: 'A', phone: '1', fence: { shape: 'circle', radiusM: 50 } };
const [born, later] = [new Date('2026-11-23T08:00:00Z'), new Date('2026-11-24T08:00:00Z')];
const known: Entity<Fields> = {
  id: 'd-1',
  version: 3,
  createdAt: born,
  updatedAt: born,
  retiredAt: null,
  fields,
};
const retired = { ...known, retiredAt: born };

const decide = (present: Entity<Fields> | undefined, command: RegistryCommand<Fields>) =>
  decideRegistry(present, command, { kind: 'driver', id: 'd-1', now: later });
const refusedWith = (kind: string, code: string) => ({
  refusal: { kind, code, message: expect.any(String) as string },
});

describe('master data', () => {
  it('is registered at version 1', () => {
    expect(decide(undefined, { type: 'register', fields })).toEqual({
      event: { type: 'registered', fields: ['name', 'phone', 'fence'] },
      entity: { id: 'd-1', version: 1, createdAt: later, updatedAt: later, retiredAt: null, fields },
    });
  });

  it('changes in what differs and says in what', () => {
    const change = { name: 'A', phone: null, fence: { radiusM: 50, shape: 'circle' } };
    expect(decide(known, { type: 'update', change })).toEqual({
      event: { type: 'updated', fields: ['phone'] },
      entity: { ...known, version: 4, updatedAt: later, fields: { ...fields, phone: null } },
    });
  });

  it('retires, and comes back as it was, with a change where one is named', () => {
    expect(decide(known, { type: 'retire', expectedVersion: 3 })).toEqual({
      event: { type: 'retired', fields: [] },
      entity: { ...known, version: 4, updatedAt: later, retiredAt: later },
    });
    expect(decide(retired, { type: 'update', change: { retired: false, name: 'B' } })).toEqual({
      event: { type: 'reinstated', fields: ['name'] },
      entity: { ...known, version: 4, updatedAt: later, fields: { ...fields, name: 'B' } },
    });
  });

  it.each<[string, Entity<Fields>, RegistryCommand<Fields>]>([
    ['a change to what is', known, { type: 'update', change: { ...fields } }],
    ['a return of what is there', known, { type: 'update', change: { retired: false } }],
    ['a change that leaves all out', known, { type: 'update', change: { name: undefined } }],
    ['a second retirement', retired, { type: 'retire' }],
  ])('is silent at %s', (_what, present, command) => {
    expect(decide(present, command)).toEqual({ event: null });
  });

  it.each<[string, string, Entity<Fields> | undefined, RegistryCommand<Fields>]>([
    ['conflict', 'already_registered', known, { type: 'register', fields }],
    ['not_found', 'driver_not_found', undefined, { type: 'update', change: {}, expectedVersion: 1 }],
    ['not_found', 'driver_not_found', undefined, { type: 'retire' }],
    ['stale', 'stale_version', known, { type: 'update', change: { name: 'B' }, expectedVersion: 2 }],
    ['stale', 'stale_version', known, { type: 'retire', expectedVersion: 4 }],
    ['conflict', 'driver_retired', retired, { type: 'update', change: { name: 'B' } }],
  ])('is refused: %s, %s', (kind, code, present, command) => {
    expect(decide(present, command)).toEqual(refusedWith(kind, code));
  });

  it('counts its versions up by one, and nothing but a decision that changes it does', () => {
    const command: fc.Arbitrary<RegistryCommand<Fields>> = fc.oneof(
      fc.record({
        type: fc.constant('update' as const),
        change: fc.record({ name: fc.constantFrom('A', 'B'), retired: fc.constantFrom(false, undefined) }),
        expectedVersion: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      }),
      fc.record({ type: fc.constant('retire' as const) }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        let present = known;
        for (const one of commands) {
          const decision = decide(present, one);
          if (!('entity' in decision)) continue;
          expect(decision.entity.version).toBe(present.version + 1);
          const { fields, retiredAt } = decision.entity;
          expect({ fields, retiredAt }).not.toEqual({ fields: present.fields, retiredAt: present.retiredAt });
          present = decision.entity;
        }
      }),
      { seed: 4 },
    );
  });
});
