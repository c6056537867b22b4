import fc from 'fast-check';
import { sliceElements } from './slice-elements.js';

describe('the elements of a JSON array', () => {
  it.each([
    ['[]', []],
    [' [ ] ', []],
    ['[1]', ['1']],
    ['[ 1.0 , 2e3,-0 ]', ['1.0', '2e3', '-0']],
    ['[{"speed":0.0},{"a":[1,{"b":2}],"c":{}}]', ['{"speed":0.0}', '{"a":[1,{"b":2}],"c":{}}']],
    ['["a,b","]","\\"","\\\\",""]', ['"a,b"', '"]"', '"\\""', '"\\\\"', '""']],
    ['["\\\\\\"],[",null,true]', ['"\\\\\\"],["', 'null', 'true']],
    ['[[1,2],[3]]', ['[1,2]', '[3]']],
    ['[\n{ "imei" : "1" }\t,\r\n{}\n]', ['{ "imei" : "1" }', '{}']],
  ])('of %s keep their characters', (text, elements) => {
    expect(sliceElements(text)).toEqual(elements);
  });

  it('are as many as parsing gives, and parse to the same, for any array', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 10 }),
        fc.constantFrom(undefined, 2),
        (array, indent) => {
          const slices = sliceElements(JSON.stringify(array, null, indent));
          expect(slices.map((slice): unknown => JSON.parse(slice))).toEqual(
            JSON.parse(JSON.stringify(array)),
          );
        },
      ),
      { seed: 20_261_126 },
    );
  });
});
