/** LocoNav's `gpstime`: dd-MM-yyyy HH:mm:ss, here in UTC. */
export const gpstime = (timeMs: number): string => {
  const [date = '', clock = ''] = new Date(timeMs).toISOString().split('T');
  return `${date.split('-').reverse().join('-')} ${clock.slice(0, 8)}`;
};
