import type { IconShape, TruckIcon } from './icon-names.js';
import type { MapPalette } from '../../map/map-palette.js';

const sizePx = 26;
export const iconPixelRatio = 2;

/**
 * All icons, heading north, keyed by name. Drawn here, so no sprite is fetched. The shape says the motion without
 * colour: an arrow moves, a disc with a nose idles, a disc stands. What is no longer fresh is hollow.
 */
export function drawTruckIcons(palette: MapPalette): [TruckIcon, ImageData][] {
  const shapes = {
    moving: ['arrow', 'round'],
    idling: ['nosed', 'round'],
    stationary: ['round'],
    outdated: ['round'],
  } as const;
  const motions = ['moving', 'idling', 'stationary', 'outdated'] as const;
  return motions.flatMap((motion) =>
    shapes[motion].flatMap((shape): [TruckIcon, ImageData][] => [
      [`${motion}-${shape}-fresh`, draw(shape, palette[motion], palette.surface)],
      [`${motion}-${shape}-aged`, draw(shape, palette.surface, palette[motion])],
    ]),
  );
}

function draw(shape: IconShape, fill: string, stroke: string): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = sizePx * iconPixelRatio;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser draws no 2D graphics');
  pen.scale(iconPixelRatio, iconPixelRatio);
  pen.translate(sizePx / 2, sizePx / 2);
  pen.lineJoin = 'round';
  pen.lineWidth = 2;
  pen.fillStyle = fill;
  pen.strokeStyle = stroke;
  pen.beginPath();
  outline[shape](pen);
  pen.closePath();
  pen.fill();
  pen.stroke();
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

const discRadius = 6.5;
const noseHalfAngle = 0.62;

const outline: Record<IconShape, (pen: CanvasRenderingContext2D) => void> = {
  arrow: (pen) => {
    pen.moveTo(0, -11);
    pen.lineTo(8, 9);
    pen.quadraticCurveTo(0, 3.5, -8, 9);
  },
  nosed: (pen) => {
    pen.arc(0, 0, discRadius, -Math.PI / 2 + noseHalfAngle, 1.5 * Math.PI - noseHalfAngle);
    pen.lineTo(0, -11.5);
  },
  round: (pen) => pen.arc(0, 0, discRadius, 0, 2 * Math.PI),
};
