import type { Point } from '../geo/geometry.js';
import type { RoadClass } from '../geo/path.js';
import type { PlaceKey } from './places.js';

type Junction =
  | 'wharf-road'
  | 'costain'
  | 'jibowu'
  | 'anthony'
  | 'maryland'
  | 'ojota'
  | 'ikorodu-roundabout'
  | 'liverpool'
  | 'tin-can-second-gate'
  | 'coconut'
  | 'mile-2'
  | 'amuwo'
  | 'oshodi'
  | 'ikeja-bridge'
  | 'agbara-junction'
  | 'sagamu-interchange'
  | 'ibadan-toll-gate';

export type RoadNode = PlaceKey | Junction;

/** A road between two junctions or places, driven both ways. */
export interface Road {
  readonly name: string;
  readonly from: RoadNode;
  readonly to: RoadNode;
  readonly roadClass: RoadClass;
  /** What container trucks drive there when it is empty, not what is on the sign. */
  readonly limitKmh: number;
  /** Along its middle. */
  readonly line: readonly Point[];
}

/**
 * The corridors between Lagos's ports and their hinterland, by their bus stops and junctions. From general knowledge of
 * the map, right to some hundred metres: for showing trucks, not for navigating them. Each line is `latitude longitude, …`.
 */
const surveyed: readonly (Omit<Road, 'line'> & { readonly line: string })[] = [
  {
    name: 'Apapa port gate',
    from: 'apapa',
    to: 'wharf-road',
    roadClass: 'port',
    limitKmh: 20,
    line: `6.4378 3.3828, 6.4396 3.3806, 6.4412 3.3785, 6.444 3.3748`,
  },
  {
    name: 'Wharf Road and Ijora Causeway',
    from: 'wharf-road',
    to: 'costain',
    roadClass: 'port',
    limitKmh: 40,
    line: `
      6.444 3.3748, 6.448 3.3712, 6.4525 3.369, 6.457 3.3682, 6.4612 3.37, 6.466 3.3732, 6.4705 3.3742,
      6.4752 3.3728, 6.48 3.37`,
  },
  {
    name: 'Western Avenue',
    from: 'costain',
    to: 'jibowu',
    roadClass: 'urban',
    limitKmh: 50,
    line: `
      6.48 3.37, 6.4855 3.3682, 6.4912 3.3663, 6.4975 3.3646, 6.504 3.3636, 6.51 3.3655, 6.518 3.368`,
  },
  {
    name: 'Ikorodu Road, Jibowu to Anthony',
    from: 'jibowu',
    to: 'anthony',
    roadClass: 'urban',
    limitKmh: 50,
    line: `6.518 3.368, 6.5265 3.3688, 6.5345 3.3686, 6.5415 3.368, 6.548 3.3672, 6.5588 3.3672`,
  },
  {
    name: 'Ikorodu Road, Anthony to Maryland',
    from: 'anthony',
    to: 'maryland',
    roadClass: 'urban',
    limitKmh: 50,
    line: `6.5588 3.3672, 6.565 3.367, 6.5715 3.3672`,
  },
  {
    name: 'Ikorodu Road, Maryland to Ojota',
    from: 'maryland',
    to: 'ojota',
    roadClass: 'urban',
    limitKmh: 50,
    line: `6.5715 3.3672, 6.579 3.3722, 6.5836 3.3758, 6.588 3.379`,
  },
  {
    name: 'Ikorodu Road, Ojota to Ikorodu',
    from: 'ojota',
    to: 'ikorodu-roundabout',
    roadClass: 'urban',
    limitKmh: 55,
    line: `
      6.588 3.379, 6.597 3.3855, 6.6025 3.3922, 6.6065 3.3985, 6.6098 3.406, 6.613 3.415, 6.6158 3.4275,
      6.6195 3.4425, 6.6222 3.4575, 6.6232 3.471, 6.6215 3.484, 6.6192 3.496, 6.618 3.505`,
  },
  {
    name: 'Ikorodu–Sagamu Road',
    from: 'ikorodu-roundabout',
    to: 'ikorodu',
    roadClass: 'urban',
    limitKmh: 45,
    line: `
      6.618 3.505, 6.6245 3.5082, 6.633 3.511, 6.6425 3.5135, 6.656 3.5157, 6.6662 3.5175, 6.669 3.5192,
      6.6702 3.5212`,
  },
  {
    name: 'Mobolaji Bank Anthony Way',
    from: 'maryland',
    to: 'ikeja-bridge',
    roadClass: 'urban',
    limitKmh: 45,
    line: `
      6.5715 3.3672, 6.5765 3.3627, 6.5825 3.3592, 6.588 3.3552, 6.5915 3.3482, 6.594 3.343, 6.596 3.34`,
  },
  {
    name: 'Oba Akran Avenue',
    from: 'ikeja-bridge',
    to: 'ikeja',
    roadClass: 'urban',
    limitKmh: 35,
    line: `6.596 3.34, 6.6 3.3384, 6.6038 3.3364, 6.606 3.3352, 6.6072 3.3342`,
  },
  {
    name: 'Agege Motor Road',
    from: 'oshodi',
    to: 'ikeja-bridge',
    roadClass: 'urban',
    limitKmh: 45,
    line: `
      6.555 3.3445, 6.5618 3.3446, 6.57 3.3444, 6.5772 3.344, 6.585 3.3426, 6.591 3.3412, 6.596 3.34`,
  },
  {
    name: 'Creek Road',
    from: 'wharf-road',
    to: 'liverpool',
    roadClass: 'port',
    limitKmh: 30,
    line: `6.444 3.3748, 6.4405 3.3717, 6.4378 3.3672, 6.4374 3.3625, 6.4395 3.3585`,
  },
  {
    name: 'Liverpool Bridge',
    from: 'liverpool',
    to: 'tin-can-second-gate',
    roadClass: 'port',
    limitKmh: 30,
    line: `6.4395 3.3585, 6.4403 3.354, 6.439 3.349`,
  },
  {
    name: 'Apapa–Oshodi Expressway, Tin Can Island',
    from: 'tin-can-second-gate',
    to: 'coconut',
    roadClass: 'port',
    limitKmh: 35,
    line: `6.439 3.349, 6.4398 3.343, 6.4415 3.3372`,
  },
  {
    name: 'Apapa–Oshodi Expressway, Coconut to Mile 2',
    from: 'coconut',
    to: 'mile-2',
    roadClass: 'port',
    limitKmh: 45,
    line: `6.4415 3.3372, 6.444 3.33, 6.4478 3.324, 6.4535 3.3192, 6.459 3.3155, 6.4632 3.3132`,
  },
  {
    name: 'Tin Can Island second gate',
    from: 'tin-can-tict',
    to: 'tin-can-second-gate',
    roadClass: 'port',
    limitKmh: 20,
    line: `6.4345 3.3465, 6.4368 3.3476, 6.439 3.349`,
  },
  {
    name: 'Tin Can Island first gate',
    from: 'tin-can-five-star',
    to: 'coconut',
    roadClass: 'port',
    limitKmh: 20,
    line: `6.4362 3.3385, 6.439 3.3379, 6.4415 3.3372`,
  },
  {
    name: 'Apapa–Oshodi Expressway, Mile 2 to Amuwo Odofin',
    from: 'mile-2',
    to: 'amuwo',
    roadClass: 'urban',
    limitKmh: 50,
    line: `6.4632 3.3132, 6.4705 3.3152, 6.479 3.3175`,
  },
  {
    name: 'Apapa–Oshodi Expressway, Amuwo Odofin to Oshodi',
    from: 'amuwo',
    to: 'oshodi',
    roadClass: 'urban',
    limitKmh: 55,
    line: `
      6.479 3.3175, 6.488 3.3195, 6.497 3.3206, 6.5065 3.3228, 6.5135 3.326, 6.5205 3.329, 6.529 3.3321,
      6.539 3.3374, 6.5472 3.3418, 6.555 3.3445`,
  },
  {
    name: 'Amuwo Odofin depot road',
    from: 'amuwo',
    to: 'amuwo-depot',
    roadClass: 'yard',
    limitKmh: 25,
    line: `6.479 3.3175, 6.4795 3.3135, 6.48 3.3095`,
  },
  {
    name: 'Oshodi–Oworonshoki Expressway',
    from: 'oshodi',
    to: 'anthony',
    roadClass: 'urban',
    limitKmh: 55,
    line: `6.555 3.3445, 6.5585 3.351, 6.5598 3.359, 6.5588 3.3672`,
  },
  {
    name: 'Lagos–Badagry Expressway, Orile to Mile 2',
    from: 'costain',
    to: 'mile-2',
    roadClass: 'urban',
    limitKmh: 45,
    line: `6.48 3.37, 6.4788 3.359, 6.479 3.347, 6.4747 3.3345, 6.4685 3.322, 6.4632 3.3132`,
  },
  {
    name: 'Lagos–Badagry Expressway, Mile 2 to Agbara',
    from: 'mile-2',
    to: 'agbara-junction',
    roadClass: 'urban',
    limitKmh: 55,
    line: `
      6.4632 3.3132, 6.4645 3.301, 6.4652 3.2915, 6.465 3.28, 6.464 3.268, 6.4632 3.258, 6.464 3.246,
      6.4626 3.233, 6.4606 3.217, 6.4622 3.203, 6.468 3.188, 6.4745 3.174, 6.4815 3.156, 6.4905 3.133,
      6.4985 3.1125, 6.5045 3.0965`,
  },
  {
    name: 'Agbara Estate Road',
    from: 'agbara-junction',
    to: 'agbara',
    roadClass: 'yard',
    limitKmh: 35,
    line: `6.5045 3.0965, 6.508 3.0938, 6.512 3.0915, 6.5165 3.089`,
  },
  {
    name: 'Lagos–Ibadan Expressway, Ojota to Sagamu',
    from: 'ojota',
    to: 'sagamu-interchange',
    roadClass: 'highway',
    limitKmh: 70,
    line: `
      6.588 3.379, 6.595 3.3785, 6.6035 3.3757, 6.613 3.3722, 6.6255 3.369, 6.6405 3.3674, 6.6485 3.372,
      6.656 3.379, 6.666 3.385, 6.68 3.391, 6.6935 3.3975, 6.7085 3.4035, 6.7235 3.411, 6.7395 3.4195,
      6.766 3.429, 6.786 3.434, 6.803 3.4415, 6.818 3.462, 6.8255 3.481, 6.833 3.5, 6.843 3.52, 6.854 3.54,
      6.872 3.572, 6.887 3.599`,
  },
  {
    name: 'Sagamu–Benin Expressway',
    from: 'sagamu-interchange',
    to: 'sagamu',
    roadClass: 'highway',
    limitKmh: 60,
    line: `6.887 3.599, 6.8845 3.6065, 6.88 3.6155, 6.874 3.6265, 6.87 3.633`,
  },
  {
    name: 'Lagos–Ibadan Expressway, Sagamu to Ibadan',
    from: 'sagamu-interchange',
    to: 'ibadan-toll-gate',
    roadClass: 'highway',
    limitKmh: 70,
    line: `
      6.887 3.599, 6.904 3.616, 6.924 3.631, 6.943 3.644, 6.966 3.663, 6.99 3.683, 7.018 3.7, 7.045 3.718,
      7.07 3.735, 7.095 3.75, 7.127 3.768, 7.16 3.788, 7.193 3.809, 7.225 3.827, 7.25 3.841, 7.275 3.856,
      7.295 3.868, 7.313 3.876`,
  },
  {
    name: 'Ibadan Ring Road',
    from: 'ibadan-toll-gate',
    to: 'ibadan',
    roadClass: 'urban',
    limitKmh: 45,
    line: `
      7.313 3.876, 7.326 3.878, 7.338 3.8785, 7.348 3.8745, 7.355 3.8665, 7.3592 3.859, 7.3608 3.853`,
  },
];

export const roads: readonly Road[] = surveyed.map((road) => ({ ...road, line: readLine(road.line) }));

function readLine(text: string): Point[] {
  return text.split(',').map((pair) => {
    const [lat = NaN, lon = NaN] = pair.trim().split(' ').map(Number);
    return { lat, lon };
  });
}
