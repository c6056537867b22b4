import { specificationOf, type Decider } from './decider-specification.js';

type Event = { type: 'opened' | 'closed' };
type Refusal = { code: string; message: string };

const door: Decider<'open' | 'closed', 'open' | 'close', Event, Refusal> = {
  initial: 'closed',
  evolve: (_, event) => (event.type === 'opened' ? 'open' : 'closed'),
  decide: (state, command) => {
    if (command === 'open')
      return state === 'open'
        ? { refusal: { code: 'is_open', message: 'The door is open.' } }
        : { events: [{ type: 'opened' }] };
    return state === 'open' ? { events: [{ type: 'closed' }] } : { events: [] };
  },
};
const given = specificationOf(door);

test('events, refusals and silence are told apart', () => {
  given([])
    .when('open')
    .then([{ type: 'opened' }]);
  given([{ type: 'opened' }])
    .when('open')
    .thenRefused({ code: 'is_open' });
  given([{ type: 'opened' }, { type: 'closed' }])
    .when('close')
    .then([]);
});

test('what differs fails and shows both sides', () => {
  expect(() => given([]).when('open').then([])).toThrow('opened');
  expect(() => given([]).when('open').thenRefused({ code: 'is_open' })).toThrow('opened');
  expect(() =>
    given([{ type: 'opened' }])
      .when('open')
      .thenRefused({ code: 'other' }),
  ).toThrow('is_open');
  expect(() =>
    given([{ type: 'opened' }])
      .when('open')
      .then([]),
  ).toThrow('is_open');
});
