import fc from 'fast-check';
import { heldAt, knownBy, takenBy, type Held, type Identity, type LastHolder } from './identities.js';

const imei = (value: string): Identity => ({ kind: 'imei', value });
const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 23, 8, minute));

describe('identities of a truck', () => {
  it('are its own ever since, where nobody had them before', () => {
    expect(knownBy([], [imei('1')], [], at(5))).toEqual([{ ...imei('1'), from: null, until: null }]);
  });

  it('end when it gives them up, and begin for the next truck there', () => {
    const held: Held = { ...imei('1'), from: null, until: null };
    const given = knownBy([held], [imei('2')], [], at(5));
    expect(given).toEqual([
      { ...imei('1'), from: null, until: at(5) },
      { ...imei('2'), from: null, until: null },
    ]);
    const last: LastHolder[] = [{ ...imei('1'), truckId: 'a', until: at(5) }];
    expect(knownBy([], [imei('1')], last, at(9))).toEqual([{ ...imei('1'), from: at(5), until: null }]);
  });

  it('are taken while another truck has them', () => {
    const last: LastHolder[] = [
      { ...imei('1'), truckId: 'a', until: null },
      { ...imei('2'), truckId: 'a', until: at(5) },
    ];
    expect(takenBy([imei('2'), imei('1')], 'b', last)).toEqual(imei('1'));
    expect(takenBy([imei('2'), imei('1')], 'a', last)).toBeUndefined();
  });

  it('leave nothing behind where they were given up at once', () => {
    expect(knownBy([{ ...imei('1'), from: at(5), until: null }], [], [], at(5))).toEqual([]);
  });

  it('are of one truck at any time, whoever took and gave them up', () => {
    const trucks = ['a', 'b', 'c'];
    const step = fc.record({
      truck: fc.constantFrom(...trucks),
      wanted: fc.subarray([imei('1'), imei('2')]),
      pause: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const histories = new Map<string, Held[]>();
        const rows = () =>
          trucks.flatMap((truckId) => (histories.get(truckId) ?? []).map((held) => ({ ...held, truckId })));
        const lastOf = ({ value }: Identity): LastHolder[] =>
          rows()
            .filter((row) => row.value === value)
            .sort((a, b) => (b.until?.getTime() ?? Infinity) - (a.until?.getTime() ?? Infinity))
            .slice(0, 1);
        /** By what each truck was known from a minute on. */
        const witnessed: { minute: number; holder: Map<string, string> }[] = [];
        let minute = 0;
        for (const { truck, wanted, pause } of steps) {
          minute += pause;
          const last = wanted.flatMap(lastOf);
          if (takenBy(wanted, truck, last) !== undefined) continue;
          histories.set(truck, knownBy(histories.get(truck) ?? [], wanted, last, at(minute)));
          const open = rows().filter(({ until }) => until === null);
          witnessed.push({ minute, holder: new Map(open.map(({ value, truckId }) => [value, truckId])) });
        }
        for (const [index, { minute: from, holder }] of witnessed.entries()) {
          if (witnessed[index + 1]?.minute === from) continue;
          for (const value of ['1', '2']) {
            const holders = rows().filter((row) => row.value === value);
            const found = holders.filter((row) => heldAt([row], at(from).getTime()) !== undefined);
            expect(found.length).toBeLessThanOrEqual(1);
            // Who had it then has it in the history; what nobody had went to whoever took it next, or to nobody.
            if (holder.has(value)) expect(found[0]?.truckId).toBe(holder.get(value));
          }
        }
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});
