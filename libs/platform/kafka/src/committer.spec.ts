import { Committer } from './committer.js';
import type { Offset } from './partitions.js';

const offset = (value: bigint): Offset => ({ topic: 't', partition: 0, offset: value });

const committerOf = (commit: (offsets: readonly Offset[]) => Promise<void>, collected: () => Offset[]) => {
  const committed: Offset[] = [];
  const failures: unknown[] = [];
  const committer = new Committer({
    collect: collected,
    commit,
    committed: (offsets) => committed.push(...offsets),
    failed: (error) => failures.push(error),
    intervalMs: 5,
    messagesMax: 10,
  });
  return { committer, committed, failures };
};

describe('the committer', () => {
  it('commits at once after so many messages', async () => {
    const { committer, committed } = committerOf(
      async () => {},
      () => [offset(10n)],
    );
    committer.progressed(10);
    await committer.flush();
    expect(committed[0]).toEqual(offset(10n));
    committer.close();
  });

  it('is content when there is nothing to commit', async () => {
    const { committer, committed } = committerOf(
      async () => {},
      () => [],
    );
    await Promise.all([committer.flush(), committer.flush(), committer.flush()]);
    expect(committed).toEqual([]);
  });

  it('never has two commits under way, and tries again what failed', async () => {
    let underWay = 0;
    let tries = 0;
    const second = Promise.withResolvers<void>();
    const { committer, committed, failures } = committerOf(
      async () => {
        expect((underWay += 1)).toBe(1);
        await Promise.resolve();
        underWay -= 1;
        tries += 1;
        if (tries === 1) throw new Error('rebalancing');
        second.resolve();
      },
      () => [offset(3n)],
    );
    await Promise.all([committer.flush(), committer.flush()]);
    await second.promise;
    expect(failures.length).toBe(1);
    expect(committed).toEqual([offset(3n)]);
    committer.close();
  });
});
