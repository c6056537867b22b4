import { joinTexts } from './plain-array.js';

it('texts are joined so that they can be told apart again', () => {
  expect(joinTexts(['a', '', '{"b":"\\u001e"}']).split('\x1e')).toEqual(['a', '', '{"b":"\\u001e"}']);
});

it.each([[['a\x1eb']], [['']], [[]]])('what would not come back is refused: %j', (texts) =>
  expect(() => joinTexts(texts)).toThrow(TypeError),
);
