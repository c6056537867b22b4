import { Arrivals } from './arrivals.js';

const inMs = (ms: number) => performance.now() + ms;

describe('waiting for an arrival', () => {
  it('finds at once what is already there', async () => {
    expect(await new Arrivals().wait('a', () => Promise.resolve('here'), inMs(10_000))).toBe('here');
  });

  it('looks again as soon as it is announced', async () => {
    const arrivals = new Arrivals();
    let there = false;
    const waiting = arrivals.wait('a', () => Promise.resolve(there ? 'here' : undefined), inMs(10_000));
    there = true;
    arrivals.announce('a');
    expect(await waiting).toBe('here');
  });

  it('hands on what was announced before the wait began', async () => {
    const arrivals = new Arrivals();
    const listening = arrivals.listen('a');
    arrivals.announce('b', 'not this');
    arrivals.announce('a', 'this');
    expect(await listening.until((hint) => Promise.resolve(hint), inMs(10_000))).toBe('this');
    listening.close();
  });

  it('does not miss what arrives during a look', async () => {
    const arrivals = new Arrivals();
    let looks = 0;
    const look = (): Promise<string | undefined> => {
      looks++;
      if (looks > 1) return Promise.resolve('here');
      arrivals.announce('a');
      return Promise.resolve(undefined);
    };
    expect(await arrivals.wait('a', look, inMs(10_000))).toBe('here');
  });

  it('finds what nobody announced', async () => {
    let looks = 0;
    const look = () => Promise.resolve(++looks >= 3 ? looks : undefined);
    expect(await new Arrivals().wait('a', look, inMs(10_000))).toBe(3);
  });

  it('does not look before something arrives where there can be nothing', async () => {
    const arrivals = new Arrivals();
    const listening = arrivals.listen('a');
    let looks = 0;
    const look = (hint: unknown) => Promise.resolve(++looks > 0 ? hint : undefined);
    const waiting = listening.until(look, inMs(10_000), false);
    await Promise.resolve();
    expect(looks).toBe(0);
    arrivals.announce('a', 'here');
    expect(await waiting).toBe('here');
    expect(looks).toBe(1);
    listening.close();
  });

  it('gives up at the deadline', async () => {
    expect(await new Arrivals().wait('a', () => Promise.resolve(undefined), inMs(5))).toBeUndefined();
  });
});
