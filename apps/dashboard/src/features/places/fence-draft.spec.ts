import {
  fenceOf,
  missingOf,
  readLines,
  redrawn,
  toDraft,
  toLines,
  type FenceAction,
  type FenceDraft,
  type LonLat,
} from './fence-draft.js';

const drawn = (from: FenceDraft, ...actions: FenceAction[]): FenceDraft => actions.reduce(redrawn, from);
const none: FenceDraft = { shape: 'none' };
const [a, b, c, d]: LonLat[] = [
  [3.3, 6.4],
  [3.4, 6.4],
  [3.4, 6.5],
  [3.3, 6.5],
] as [LonLat, LonLat, LonLat, LonLat];
const click = (at: LonLat | undefined): FenceAction => ({ do: 'click', at: at ?? [0, 0] });

describe('drawing a circle', () => {
  it('takes its centre by the first click, and keeps it at the next', () => {
    const draft = drawn(none, { do: 'choose', shape: 'circle' }, click(a), click(b));
    expect(fenceOf(draft)).toEqual({ shape: 'circle', longitude: 3.3, latitude: 6.4, radiusM: 150 });
  });

  it('is no fence while nobody says how large it is', () => {
    const draft = drawn(none, { do: 'choose', shape: 'circle' }, click(a), {
      do: 'setRadius',
      radiusM: null,
    });
    expect(fenceOf(draft)).toBeNull();
    expect(missingOf(draft)).toContain('how large');
  });

  it('is moved and sized by its handles', () => {
    const draft = drawn(
      none,
      { do: 'choose', shape: 'circle' },
      click(a),
      { do: 'moveCentre', to: [3.5, 6.6] },
      { do: 'setRadius', radiusM: 80 },
    );
    expect(fenceOf(draft)).toEqual({ shape: 'circle', longitude: 3.5, latitude: 6.6, radiusM: 80 });
  });
});

describe('drawing a polygon', () => {
  const open = drawn(none, { do: 'choose', shape: 'polygon' }, click(a), click(b));

  it('says what is missing until it is closed', () => {
    expect(missingOf(open)).toContain('1 more');
    expect(missingOf(drawn(open, { do: 'close' }))).toContain('1 more');
    expect(missingOf(drawn(open, click(c)))).toContain('close it');
    expect(missingOf(drawn(open, click(c), { do: 'close' }))).toBeNull();
  });

  it('takes its last corner back while it is open, and none after', () => {
    const back = drawn(open, click(c), { do: 'takeBack' });
    expect(missingOf(back)).toContain('1 more');
    const closed = drawn(open, click(c), { do: 'close' });
    expect(drawn(closed, { do: 'takeBack' })).toEqual(closed);
  });

  it('takes no more corners once it is closed, but has its own moved, added and removed', () => {
    const closed = drawn(open, click(c), { do: 'close' }, click(d));
    expect(fenceOf(closed)).toEqual({ shape: 'polygon', ring: [a, b, c, a] });
    const moved = drawn(closed, { do: 'moveCorner', index: 1, to: [3.45, 6.4] });
    expect(fenceOf(moved)).toEqual({ shape: 'polygon', ring: [a, [3.45, 6.4], c, a] });
    const added = drawn(closed, { do: 'addCorner', after: 2, at: d ?? [0, 0] });
    expect(fenceOf(added)).toEqual({ shape: 'polygon', ring: [a, b, c, d, a] });
    expect(missingOf(drawn(closed, { do: 'removeCorner', index: 0 }))).toContain('1 more');
  });
});

it('a fence is the same after it was opened for editing', () => {
  for (const fence of [
    null,
    { shape: 'circle' as const, longitude: 3.3, latitude: 6.4, radiusM: 120 },
    { shape: 'polygon' as const, ring: [a, b, c, a] as [number, number][] },
  ])
    expect(fenceOf(toDraft(fence))).toEqual(fence);
});

it('a polygon becomes the circle around its middle', () => {
  const square = toDraft({ shape: 'polygon', ring: [a, b, c, d, a] as [number, number][] });
  const circle = drawn(square, { do: 'choose', shape: 'circle' });
  const [longitude, latitude] = (circle.shape === 'circle' && circle.centre) || [];
  expect(longitude).toBeCloseTo(3.35);
  expect(latitude).toBeCloseTo(6.45);
});

describe('corners as text', () => {
  it('are read back as they were written', () => expect(readLines(toLines([a ?? [0, 0]]))).toEqual([a]));
  it.each(['6.4', '6.4, 3.3, 1', 'x, y', '95, 3'])('are not %j', (text) =>
    expect(readLines(text)).toBeNull(),
  );
});
