import { useMemo } from 'react';
import { sea } from '../map/base-map.js';
import { roads } from '../map/roads.js';
import { readLine, smooth, type LonLat } from '../map/smooth.js';
import { towns } from '../map/towns.js';
import { lagoons } from '../map/water.js';

const west = 3.13;
const north = 6.8;
const scale = 1_000;

/** Dots that travel along the expressways, in the colours of trucks. */
const traffic = [
  { colour: 'var(--moving)', gap: 23, offset: 0 },
  { colour: 'var(--idling)', gap: 97, offset: 31 },
] as const;

/** Lagos from the sea, its roads lit like at night: the base map as a picture. */
export function CoastDrawing({ className }: { className?: string }) {
  const paths = useMemo(
    () => ({
      water: [sea(), ...lagoons.map((line) => smooth(readLine(line), 400, true))].map(pathOf).join(''),
      towns: towns.map((line) => pathOf(smooth(readLine(line), 400, true))).join(''),
      main: roads
        .filter(({ rank }) => rank === 'main')
        .map(({ line }) => pathOf(smooth(readLine(line), 400))),
      expressways: roads
        .filter(({ rank }) => rank === 'expressway')
        .map(({ line }) => pathOf(smooth(readLine(line), 400))),
    }),
    [],
  );
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${0.5 * scale} ${0.46 * scale}`}
      preserveAspectRatio="xMidYMid slice"
      className={className}
      style={{ background: 'var(--map-land)' }}
    >
      <path d={paths.towns} fill="var(--map-town)" />
      <path d={paths.water} fill="var(--map-water)" stroke="var(--map-shore)" strokeWidth="0.8" />
      <path
        d={paths.main.join('')}
        fill="none"
        stroke="var(--map-casing)"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <path
        d={paths.expressways.join('')}
        fill="none"
        stroke="var(--map-casing)"
        strokeWidth="4.2"
        strokeLinecap="round"
      />
      <path
        d={paths.main.join('')}
        fill="none"
        stroke="var(--map-road)"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <path
        d={paths.expressways.join('')}
        fill="none"
        stroke="var(--map-expressway)"
        strokeWidth="2.8"
        strokeLinecap="round"
      />
      {traffic.map(({ colour, gap, offset }) => (
        <path
          key={colour}
          className="traffic"
          d={paths.expressways.join('')}
          fill="none"
          stroke={colour}
          strokeWidth="2.6"
          strokeLinecap="round"
          strokeDasharray={`0.1 ${gap}`}
          strokeDashoffset={offset}
        />
      ))}
    </svg>
  );
}

function pathOf(line: readonly LonLat[]): string {
  return `M${line.map(([lon, lat]) => `${((lon - west) * scale).toFixed(1)} ${((north - lat) * scale).toFixed(1)}`).join('L')}`;
}
