import { table } from './table.js';

describe('a table', () => {
  it('aligns its columns and leaves no blanks at line ends', () => {
    expect(
      table([
        ['gateway', 'http://a', 'x'],
        ['trip', 'http://long', ''],
      ]),
    ).toBe('gateway  http://a     x\ntrip     http://long');
  });
});
