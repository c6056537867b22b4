import { portOf } from './options.js';
import { selectSections } from './test.js';
import { backoffMs } from '../services/service.js';

describe('options', () => {
  it('take a port, or none', () => {
    expect(portOf('8080')).toBe(8080);
    expect(portOf(undefined)).toBeUndefined();
  });

  it.each(['0', '65536', '8080.5', 'http', ''])('refuse %j as a port', (value) => {
    expect(() => portOf(value)).toThrow('--port takes a number');
  });

  it('select sections of the tests by name', () => {
    expect([...selectSections('unit, int')]).toEqual(['unit', 'int']);
    expect(selectSections(undefined).size).toBeGreaterThan(5);
    expect(() => selectSections('unit,nope')).toThrow('There is no section "nope"');
  });
});

describe('restarts', () => {
  it('come at ever longer intervals, up to ten seconds', () => {
    expect([1, 2, 3, 10].map(backoffMs)).toEqual([200, 400, 800, 10_000]);
  });
});
