const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/** The index after a string's closing quote; `from` is just inside it. */
const skipString = (text: string, from: number): number => {
  for (let end = text.indexOf('"', from); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return end + 1;
  }
  return text.length;
};

/**
 * The JSON texts of an array's elements, character for character as they came: parsing and printing again
 * would change `0.0` to `0` and lose digits.
 * @param text JSON that has been parsed before and is an array.
 */
export const sliceElements = (text: string): string[] => {
  const elements: string[] = [];
  const push = (from: number, to: number): void => {
    const element = text.slice(from, to).trim();
    if (element !== '') elements.push(element);
  };
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length;) {
    const code = text.charCodeAt(index);
    if (code === quote) {
      index = skipString(text, index + 1);
      continue;
    }
    if (opening.has(code)) {
      depth++;
      if (depth === 1) start = index + 1;
    } else if (closing.has(code)) {
      depth--;
      if (depth === 0) push(start, index);
    } else if (code === comma && depth === 1) {
      push(start, index);
      start = index + 1;
    }
    index++;
  }
  return elements;
};
