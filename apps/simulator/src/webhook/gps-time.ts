/** Writes device times as LocoNav does: `dd-MM-yyyy HH:mm:ss`, in a zone that the text does not name. */
export function gpsTimeFormat(timeZone: string): (timeMs: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (timeMs) => format.format(timeMs).replaceAll('/', '-').replace(', ', ' ');
}
