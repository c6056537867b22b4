/** Something that can be gone to. */
export type Entry = { id: string; group: string; name: string; hint?: string | undefined; to: string };

type Known = Entry & { alsoCalled?: string };

const known: readonly Known[] = [
  { id: 'new-trip', group: 'Do', name: 'New trip', alsoCalled: 'enter create add', to: '/trips/new' },
  {
    id: 'import-trips',
    group: 'Do',
    name: 'Import trips',
    alsoCalled: 'csv xlsx excel upload file',
    to: '/trips/import',
  },
  { id: 'map', group: 'Pages', name: 'Live map', alsoCalled: 'fleet trucks', to: '/map' },
  { id: 'trips', group: 'Pages', name: 'Trips', alsoCalled: 'list table', to: '/trips' },
  {
    id: 'board',
    group: 'Pages',
    name: 'Trips by stage',
    alsoCalled: 'board kanban',
    to: '/trips?layout=kanban',
  },
  { id: 'alerts', group: 'Pages', name: 'Alerts', to: '/alerts' },
  {
    id: 'at-location',
    group: 'Pages',
    name: 'At location',
    alsoCalled: 'dwell detention',
    to: '/at-location',
  },
  { id: 'places', group: 'Pages', name: 'Places', alsoCalled: 'locations geofences', to: '/places' },
  {
    id: 'data-quality',
    group: 'Pages',
    name: 'Data quality',
    alsoCalled: 'devices quarantine lag',
    to: '/data-quality',
  },
];

/** What is always there and is called so: every word that is written begins a word of its names. */
export function knownEntries(text: string, mayEnter: boolean): Entry[] {
  const written = wordsOf(text);
  return known
    .filter(({ group }) => mayEnter || group !== 'Do')
    .filter(({ name, alsoCalled = '' }) => {
      const called = wordsOf(`${name} ${alsoCalled}`);
      return written.every((word) => called.some((of) => of.startsWith(word)));
    });
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** The entry a step away from the one that is chosen, from the last to the first and back. */
export function stepFrom(entries: readonly Entry[], chosenId: string | null, step: 1 | -1): string | null {
  const at = entries.findIndex(({ id }) => id === chosenId);
  return entries.at((at + step) % entries.length)?.id ?? null;
}
