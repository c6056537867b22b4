import Flatbush from 'flatbush';
import type { Coordinates } from '../positions/fix.js';
import { boxesOf, type Box } from './box.js';
import type { Place } from './place.js';

/** Places, found by where they are. */
export type PlaceIndex = {
  place(id: string): Place | undefined;
  /** Every place with a fence, in force at whatever time, that this point may be inside of. */
  around(point: Coordinates): readonly Place[];
  /** Whether any of the fences may reach into this box. */
  reaches(box: Box): boolean;
};

/** An index over all fences that these places have or had. */
export const placeIndex = (places: readonly Place[]): PlaceIndex => {
  const byId = new Map(places.map((place) => [place.id, place]));
  const boxes = places.flatMap((place) =>
    place.fences.flatMap(({ fence }) =>
      fence === null ? [] : boxesOf(fence).map((box) => ({ place, box })),
    ),
  );
  if (boxes.length === 0) {
    return { place: (id) => byId.get(id), around: () => nowhere, reaches: () => false };
  }
  const tree = new Flatbush(boxes.length);
  for (const { box } of boxes) tree.add(...box);
  tree.finish();
  return {
    place: (id) => byId.get(id),
    around: ({ latitude, longitude }) => {
      const found = tree.search(longitude, latitude, longitude, latitude);
      if (found.length === 0) return nowhere;
      return [...new Set(found.flatMap((index) => boxes[index]?.place ?? []))];
    },
    reaches: (box) => tree.search(...box).length > 0,
  };
};

const nowhere: readonly Place[] = [];
