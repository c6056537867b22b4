import { urlOf } from './url.js';

describe('urlOf', () => {
  it('fills in the path and encodes what it fills in', () => {
    expect(urlOf('/api/v1/trips/{id}', { id: 'a/b c' })).toBe('/api/v1/trips/a%2Fb%20c');
  });

  it('leaves absent query fields out', () => {
    expect(urlOf('/api/v1/trips', {}, { status: 'ongoing', text: undefined, limit: 50 })).toBe(
      '/api/v1/trips?status=ongoing&limit=50',
    );
  });

  it('refuses a path whose parameter is missing', () => {
    expect(() => urlOf('/api/v1/trips/{id}')).toThrow('needs id');
  });
});
