export { plainArray } from '@watch-tower/database';

/** Epoch milliseconds as PostgreSQL reads them. */
export const instant = (timeMs: number): string => new Date(timeMs).toISOString();
