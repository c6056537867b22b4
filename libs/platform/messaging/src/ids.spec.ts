import { derivedId, newId } from './ids.js';

describe('ids', () => {
  it('are new each time and ordered by time', async () => {
    const ids = Array.from({ length: 5_000 }, newId);
    expect(new Set(ids).size).toBe(5_000);
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
    const lastOfThisMs = Date.now();
    while (Date.now() === lastOfThisMs);
    expect(newId() > (ids[0] ?? '')).toBe(true);
  });

  it('derive from a name for ever', () => {
    const namespace = '0199c0de-0000-7000-8000-000000000001';
    expect(derivedId(namespace, 'trip')).toBe(derivedId(namespace, 'trip'));
    expect(derivedId(namespace, 'trip')).not.toBe(derivedId(namespace, 'truck'));
  });
});
