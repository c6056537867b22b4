import { deepStrictEqual } from 'node:assert/strict';

/** Events, or a refusal: what a decision is, seen from outside. */
type Decided<Event, Refusal> = { readonly events: readonly Event[] } | { readonly refusal: Refusal };

export type Decider<State, Command, Event, Refusal> = {
  readonly initial: State;
  evolve(state: State, event: Event): State;
  decide(state: State, command: Command): Decided<Event, Refusal>;
};

export type Specification<Command, Event, Refusal> = (history: readonly Event[]) => {
  when(command: Command): {
    /** Exactly these events; none where the command changes nothing. */
    then(events: readonly Event[]): void;
    /** Refused, with at least these fields (`{ code: 'trip_completed' }`). */
    thenRefused(refusal: Partial<Refusal>): void;
  };
};

/**
 * Given/when/then for a decider: `given([created]).when(start).then([started])`.
 * @throws AssertionError that shows both sides.
 */
export const specificationOf =
  <State, Command, Event, Refusal extends object>(
    decider: Decider<State, Command, Event, Refusal>,
  ): Specification<Command, Event, Refusal> =>
  (history) => ({
    when: (command) => {
      const state = history.reduce((before: State, event) => decider.evolve(before, event), decider.initial);
      const decided = decider.decide(state, command);
      return {
        then: (events) => deepStrictEqual(decided, { events }),
        thenRefused: (refusal) => {
          if (!('refusal' in decided)) return deepStrictEqual(decided, { refusal });
          const seen = new Map<string, unknown>(Object.entries(decided.refusal));
          const named = Object.keys(refusal).map((field) => [field, seen.get(field)]);
          deepStrictEqual(Object.fromEntries(named), refusal);
        },
      };
    },
  });
