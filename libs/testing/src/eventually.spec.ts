import { eventually } from './eventually.js';

test('waits until an assertion holds, and gives what it returns', async () => {
  let looks = 0;
  const result = await eventually(() => {
    looks += 1;
    expect(looks).toBe(3);
    return 'seen';
  });
  expect(result).toBe('seen');
});

test('throws the last failure once the time is up', async () => {
  let looks = 0;
  const never = eventually(
    () => {
      looks += 1;
      throw new Error(`look ${looks}`);
    },
    { timeoutMs: 50 },
  );
  await expect(never).rejects.toThrow(/^look [2-9]/);
});
