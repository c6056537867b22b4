import { fromHeaders, toHeaders } from '@watch-tower/contracts';
import { headersWriter, source } from './headers.js';

const trace = { correlationId: 'c', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
const time = '2026-01-01T00:00:00.000Z';

describe('the headers of an element', () => {
  const write = headersWriter('some.type.v1', time, trace);
  const read = (subject: string) => JSON.parse(write(subject)) as Record<string, string>;

  it('are those of the contract', () => {
    const written = read('KBX 123 "A"');
    const attributes = fromHeaders(written);
    expect(attributes).toMatchObject({
      type: 'some.type.v1',
      source,
      time,
      subject: 'KBX 123 "A"',
      ...trace,
    });
    if ('fault' in attributes) throw new Error(attributes.fault);
    expect(toHeaders(attributes)).toEqual(written);
  });

  it('give every element an id of its own', () => {
    expect(read('a')['ce_id']).not.toBe(read('a')['ce_id']);
  });
});
