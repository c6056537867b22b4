import { Trouble } from './trouble.js';

const troubleOf = (lines: string[], restMsMax: number): Trouble => {
  const write = (_fields: object, message: string): number => lines.push(message);
  return new Trouble({ debug: write, info: write, warn: write, error: write }, {}, 'the broker', restMsMax);
};

test('one line when it begins and one when it is over, however often it fails', () => {
  const lines: string[] = [];
  const trouble = troubleOf(lines, 1_000);
  trouble.over();
  for (let attempt = 0; attempt < 5; attempt += 1) trouble.failed(new Error('away'));
  trouble.over();
  trouble.over();
  expect(lines).toEqual(['the broker fails and is tried again', 'the broker works again']);
});

test('rests grow up to a bound', () => {
  const trouble = troubleOf([], 1_000);
  const restsMs = Array.from({ length: 60 }, () => trouble.failed(new Error('away')));
  expect(restsMs[0]).toBeLessThanOrEqual(100);
  expect(restsMs[3]).toBeGreaterThanOrEqual(400);
  expect(Math.max(...restsMs)).toBeLessThanOrEqual(1_000);
});
