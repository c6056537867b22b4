import { ApiError, faultAt, faultsOf } from './api-error.js';

const refused = new ApiError(400, 'It is not valid.', {
  type: 'about:blank',
  title: 'Not valid',
  status: 400,
  code: 'not_valid',
  correlationId: 'c',
  errors: [
    { field: 'stops.1.locationId', message: 'must be a place in use' },
    { field: 'vpcId', message: 'is taken' },
  ],
});

describe('the faults of fields', () => {
  it('are those that the server names', () => {
    expect(faultAt(faultsOf(refused), 'vpcId')).toBe('is taken');
    expect(faultAt(faultsOf(refused), 'stops.1')).toBe('must be a place in use');
    expect(faultAt(faultsOf(refused), 'stops.10', 'vpc')).toBeUndefined();
  });

  it('are none where no answer came', () => {
    expect(faultsOf(new TypeError('no network')).size).toBe(0);
  });
});
