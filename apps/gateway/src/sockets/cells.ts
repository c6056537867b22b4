import type { Viewport } from '@watch-tower/contracts';

/** Rooms are cells of three grids; a viewport joins the finest grid that covers it with few cells. */
const gridsDegrees = [0.1, 1, 10] as const;
const cellsMax = 36;

/** Who watches without an area, or one as large as a continent. */
export const fleetRoom = 'fleet';

/** Rooms by integers: -0 and 0 must not be two. */
const cell = (degrees: number, row: number, column: number): string => `${degrees}:${row + 0}:${column + 0}`;

const columnsOf = (degrees: number): number => Math.round(360 / degrees);

/** 180° is -180°: the columns go once around the world. */
const columnOf = (longitude: number, degrees: number): number => {
  const columns = columnsOf(degrees);
  return ((Math.floor((longitude + 180) / degrees) % columns) + columns) % columns;
};

const rowOf = (latitude: number, degrees: number): number => Math.floor((latitude + 90) / degrees);

/** Every room in which a truck at this place is shown. */
export const roomsAt = (latitude: number, longitude: number): string[] => [
  fleetRoom,
  ...gridsDegrees.map((degrees) => cell(degrees, rowOf(latitude, degrees), columnOf(longitude, degrees))),
];

/** The rooms that together show an area, somewhat more than it; `west` may exceed `east` at the date line. */
export const roomsOf = (viewport: Viewport | null): string[] => {
  if (viewport === null) return [fleetRoom];
  const { north, south, east, west } = viewport;
  const width = east >= west ? east - west : east - west + 360;
  for (const degrees of gridsDegrees) {
    const firstRow = rowOf(south, degrees);
    const rows = rowOf(north, degrees) - firstRow + 1;
    const firstColumn = columnOf(west, degrees);
    // One more than the width holds: an area that begins inside of a cell touches the one after its last.
    const columns = Math.min(Math.floor(width / degrees) + 2, columnsOf(degrees));
    if (rows * columns > cellsMax) continue;
    return Array.from({ length: rows * columns }, (_, index) =>
      cell(
        degrees,
        firstRow + Math.floor(index / columns),
        (firstColumn + (index % columns)) % columnsOf(degrees),
      ),
    );
  }
  return [fleetRoom];
};
