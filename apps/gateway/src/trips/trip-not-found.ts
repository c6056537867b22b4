import { ProblemError } from '@watch-tower/errors';

export const tripNotFound = (): ProblemError =>
  new ProblemError('not_found', 'trip_not_found', 'There is no such trip.');
