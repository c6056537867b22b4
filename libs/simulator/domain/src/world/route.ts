import type { Stretch } from '../geo/path.js';
import { distanceM, type Point } from '../geo/geometry.js';
import type { PlaceKey } from './places.js';
import { roads, type Road, type RoadNode } from './roads.js';

/** The quickest way between two places when the roads are empty. */
export interface Route {
  readonly stretches: readonly Stretch[];
  readonly freeFlowS: number;
}

interface Edge {
  readonly to: RoadNode;
  readonly stretch: Stretch;
  readonly seconds: number;
}

const edgesOf = new Map<RoadNode, Edge[]>();
for (const road of roads) {
  addEdge(road.from, road.to, road.line, road);
  addEdge(road.to, road.from, road.line.toReversed(), road);
}

const known = new Map<string, Route>();

/** The quickest route by Dijkstra's algorithm; routes are few and are remembered. Places without a road are a RangeError. */
export function routeBetween(from: PlaceKey, to: PlaceKey): Route {
  const key = `${from}>${to}`;
  const route = known.get(key) ?? findRoute(from, to);
  known.set(key, route);
  return route;
}

function findRoute(from: RoadNode, to: RoadNode): Route {
  const reached = new Map<RoadNode, Route>([[from, { stretches: [], freeFlowS: 0 }]]);
  const settled = new Set<RoadNode>();
  for (;;) {
    const [node, route] = quickest(reached, settled);
    if (!node || !route) throw new RangeError(`No road from ${from} to ${to}`);
    if (node === to) return route;
    settled.add(node);
    for (const edge of edgesOf.get(node) ?? []) {
      const freeFlowS = route.freeFlowS + edge.seconds;
      if (freeFlowS < (reached.get(edge.to)?.freeFlowS ?? Infinity)) {
        reached.set(edge.to, { stretches: [...route.stretches, edge.stretch], freeFlowS });
      }
    }
  }
}

function quickest(reached: Map<RoadNode, Route>, settled: Set<RoadNode>): [RoadNode?, Route?] {
  let best: [RoadNode?, Route?] = [];
  for (const [node, route] of reached) {
    if (!settled.has(node) && route.freeFlowS < (best[1]?.freeFlowS ?? Infinity)) best = [node, route];
  }
  return best;
}

function addEdge(from: RoadNode, to: RoadNode, points: readonly Point[], road: Road): void {
  const lengthM = points.reduce((sum, point, i) => sum + distanceM(points[i - 1] ?? point, point), 0);
  const stretch = { points, roadClass: road.roadClass, limitKmh: road.limitKmh };
  const edges = edgesOf.get(from) ?? [];
  edges.push({ to, stretch, seconds: lengthM / (road.limitKmh / 3.6) });
  edgesOf.set(from, edges);
}
