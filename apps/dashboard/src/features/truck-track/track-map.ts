import type { LayerSpecification } from 'maplibre-gl';
import { readMapPalette, type MapPalette } from '../../map/map-palette.js';
import { noFeatures } from '../../map/map-style.js';
import { openMap, wholeRegion, type OpenMap } from '../../map/open-map.js';
import { drawTruckIcons, iconPixelRatio } from '../truck-map/truck-icons.js';

function trackLayers(palette: MapPalette): LayerSpecification[] {
  const shape = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    {
      id: 'track-gaps',
      type: 'line',
      source: 'way',
      filter: ['==', ['get', 'pace'], 'gap'],
      paint: { 'line-color': palette.outdated, 'line-width': 2, 'line-dasharray': [2, 2.5] },
    },
    {
      id: 'track-casing',
      type: 'line',
      source: 'way',
      filter: ['!=', ['get', 'pace'], 'gap'],
      layout: shape,
      paint: { 'line-color': palette.surface, 'line-width': 7 },
    },
    {
      id: 'track-way',
      type: 'line',
      source: 'way',
      filter: ['!=', ['get', 'pace'], 'gap'],
      layout: shape,
      paint: {
        'line-color': [
          'match',
          ['get', 'pace'],
          'standing',
          palette.stationary,
          'overspeed',
          palette.outdated,
          palette.accent,
        ],
        'line-width': 4,
      },
    },
    {
      id: 'track-fixes',
      type: 'circle',
      source: 'fixes',
      paint: {
        'circle-radius': ['match', ['get', 'verdict'], 'good', 2.5, 4.5],
        'circle-color': [
          'match',
          ['get', 'verdict'],
          'good',
          palette.accent,
          'late',
          palette.idling,
          palette.outdated,
        ],
        'circle-stroke-color': palette.surface,
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'track-marks',
      type: 'circle',
      source: 'marks',
      paint: {
        'circle-radius': ['match', ['get', 'mark'], 'visit', 9, 6],
        'circle-color': [
          'match',
          ['get', 'mark'],
          'start',
          palette.moving,
          'end',
          palette.ink,
          'alert',
          palette.surface,
          palette.accent,
        ],
        'circle-opacity': ['match', ['get', 'mark'], 'visit', 0.25, 1],
        'circle-stroke-color': [
          'match',
          ['get', 'mark'],
          'visit',
          palette.accent,
          'alert',
          palette.idling,
          palette.surface,
        ],
        'circle-stroke-width': ['match', ['get', 'mark'], 'alert', 3, 2],
      },
    },
    {
      id: 'track-truck',
      type: 'symbol',
      source: 'moment',
      layout: {
        'icon-image': ['get', 'icon'],
        'icon-rotate': ['get', 'heading'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-size': 1.15,
      },
      paint: {},
    },
  ];
}

export type TrackMap = Pick<OpenMap, 'setData' | 'repaint' | 'close'> & {
  /** Brings all of these into sight. */
  fit: (points: readonly { readonly longitude: number; readonly latitude: number }[]) => void;
};

/** A map of one truck's way. Needs WebGL: throws where the browser has none. */
export function openTrackMap(container: HTMLElement): TrackMap {
  const { map, loaded, setData, repaint, close } = openMap({
    container,
    camera: wholeRegion,
    sources: { way: noFeatures, fixes: noFeatures, marks: noFeatures, moment: noFeatures },
    layers: trackLayers,
  });
  void loaded.then(() => {
    for (const [name, image] of drawTruckIcons(readMapPalette()))
      map.addImage(name, image, { pixelRatio: iconPixelRatio });
  });
  return {
    setData,
    fit: (points) => {
      const longitudes = points.map(({ longitude }) => longitude);
      const latitudes = points.map(({ latitude }) => latitude);
      if (points.length === 0) return;
      map.fitBounds(
        [
          [least(longitudes), least(latitudes)],
          [greatest(longitudes), greatest(latitudes)],
        ],
        { padding: 56, maxZoom: 14.5, duration: 0 },
      );
    },
    repaint: () => {
      repaint();
      void loaded.then(() => {
        for (const [name, image] of drawTruckIcons(readMapPalette())) map.updateImage(name, image);
      });
    },
    close,
  };
}

// Not by spread: a call takes fewer arguments than a track may have fixes.
const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const greatest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);
