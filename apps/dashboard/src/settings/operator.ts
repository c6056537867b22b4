/** The operator's time zone: people read times in it wherever their computer stands. Set when the dashboard is built. */
export const operatorTimeZone: string =
  (import.meta.env['VITE_OPERATOR_TIME_ZONE'] as string | undefined) ?? 'Africa/Lagos';

/** How long a truck may stay at a client before detention runs, in hours. Set when the dashboard is built. */
export const freeTimeHours = Number(import.meta.env['VITE_FREE_TIME_HOURS'] ?? 2);
