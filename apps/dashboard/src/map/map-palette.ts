const tokens = [
  'map-land',
  'map-town',
  'map-water',
  'map-shore',
  'map-road',
  'map-expressway',
  'map-casing',
  'map-label',
  'map-label-water',
  'map-halo',
  'map-fence',
  'surface',
  'ink',
  'accent',
  'moving',
  'idling',
  'stationary',
  'outdated',
] as const;

export type MapPalette = Record<(typeof tokens)[number], string>;

/** The colours of the theme that is on now, from index.css. */
export function readMapPalette(): MapPalette {
  const style = getComputedStyle(document.documentElement);
  const entries = tokens.map((token) => [token, style.getPropertyValue(`--${token}`).trim()] as const);
  return Object.fromEntries(entries) as MapPalette;
}
