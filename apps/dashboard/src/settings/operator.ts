/** The operator's time zone: people read times in it wherever their computer stands. Set when the dashboard is built. */
export const operatorTimeZone: string =
  (import.meta.env['VITE_OPERATOR_TIME_ZONE'] as string | undefined) ?? 'Africa/Lagos';
