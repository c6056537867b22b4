import { scrollToRow, visibleRows } from './visible-rows.js';

describe('the rows in sight', () => {
  it('are few of many, with some beyond each edge', () => {
    expect(visibleRows(1_000, 40, 4_000, 400)).toEqual({ first: 94, last: 116 });
  });

  it('never reach past the list, even when it became shorter than it was scrolled', () => {
    expect(visibleRows(5, 40, 0, 400)).toEqual({ first: 0, last: 5 });
    expect(visibleRows(5, 40, 4_000, 400)).toEqual({ first: 5, last: 5 });
    expect(visibleRows(0, 40, 0, 400)).toEqual({ first: 0, last: 0 });
  });
});

describe('scrolling to a row', () => {
  it('stays when the row is in sight', () => {
    expect(scrollToRow(5, 40, 100, 400)).toBe(100);
  });

  it('goes just far enough up or down', () => {
    expect(scrollToRow(1, 40, 100, 400)).toBe(40);
    expect(scrollToRow(20, 40, 100, 400)).toBe(440);
  });
});
