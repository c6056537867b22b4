import { knownEntries, stepFrom } from './entries.js';

const namesOf = (text: string, mayEnter = true): string[] =>
  knownEntries(text, mayEnter).map(({ name }) => name);

describe('what can be gone to', () => {
  it('is all there is where nothing is written', () => {
    expect(namesOf('')).toEqual(expect.arrayContaining(['New trip', 'Live map', 'Data quality']));
  });

  it('is found by the beginnings of its words, in any order and case', () => {
    expect(namesOf('TRIP n')).toEqual(['New trip']);
    expect(namesOf('map li')).toEqual(['Live map']);
  });

  it('is found by what else it is called', () => {
    expect(namesOf('csv')).toEqual(['Import trips']);
    expect(namesOf('kanban')).toEqual(['Trips by stage']);
  });

  it('has nothing to do for whoever may only look', () => {
    expect(namesOf('trip', false)).toEqual(['Trips', 'Trips by stage']);
  });
});

describe('a step through entries', () => {
  const entries = knownEntries('trip', true);
  const ids = entries.map(({ id }) => id);

  it('goes on, back, and around', () => {
    expect(stepFrom(entries, ids[0] ?? null, 1)).toBe(ids[1]);
    expect(stepFrom(entries, ids[1] ?? null, -1)).toBe(ids[0]);
    expect(stepFrom(entries, ids.at(-1) ?? null, 1)).toBe(ids[0]);
    expect(stepFrom(entries, ids[0] ?? null, -1)).toBe(ids.at(-1));
  });

  it('goes nowhere among none', () => {
    expect(stepFrom([], null, 1)).toBeNull();
  });
});
