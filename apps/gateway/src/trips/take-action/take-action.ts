import { topics, type DataOf, type Topics } from '@watch-tower/contracts';
import { command, type Command } from '../../operations/place-command/command.js';

type Commands = Topics['tripCommands'];
/** The commands that say what happened, and when. */
type Report = 'start' | 'arrive' | 'offload' | 'complete' | 'cancel' | 'fail' | 'hold' | 'resume';
type HandOver = 'swap-truck' | 'swap-driver';

type FieldsOf<Verb extends Report | HandOver | 'correct'> = Omit<
  DataOf<Commands, `watchtower.trip.${Verb}.v1`>,
  'actor' | 'expectedVersion'
>;

/** What is asked of a trip, as the schema of the route has read it, made a command to the trip of that id. */
export type ToCommand<Body> = (id: string, body: Body, expectedVersion?: number) => Command;

/** Something happened to the trip: at the time that is told, else now. */
export const report =
  <Verb extends Report | HandOver>(
    verb: Verb,
    now: () => string = () => new Date().toISOString(),
  ): ToCommand<Omit<FieldsOf<Verb>, 'at'> & { readonly at?: string }> =>
  (id, body, expectedVersion) => {
    const one: Report | HandOver = verb;
    return command(
      topics.tripCommands,
      `watchtower.trip.${one}.v1`,
      { kind: 'trip', id },
      { ...body, at: body.at ?? now(), expectedVersion },
    );
  };

/** A time is set by hand; null leaves it to the visits again. */
export const correct: ToCommand<FieldsOf<'correct'>> = (id, body, expectedVersion) =>
  command(
    topics.tripCommands,
    'watchtower.trip.correct.v1',
    { kind: 'trip', id },
    { ...body, expectedVersion },
  );
