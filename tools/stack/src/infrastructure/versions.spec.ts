import { javaMajor } from './kafka-programs.js';
import { redisMajor } from './redis.js';

describe('versions', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_402"', 1],
    ['no such thing', 0],
  ])('of Java: %s', (text, major) => expect(javaMajor(text)).toBe(major));

  it.each([
    ['Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64', 7],
    ['Valkey server v=8.1.1 sha=00000000:0', 8],
    ['no such thing', 0],
  ])('of Redis: %s', (text, major) => expect(redisMajor(text)).toBe(major));
});
