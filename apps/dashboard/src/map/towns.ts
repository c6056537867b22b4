/** Where it is built up, as closed `latitude longitude, …` outlines. A tone on the map, no border. */
export const towns: readonly string[] = [
  // Lagos metro
  `
    6.456 3.369, 6.448 3.365, 6.456 3.33, 6.458 3.29, 6.457 3.24, 6.462 3.2, 6.48 3.215, 6.51 3.235,
    6.55 3.23, 6.6 3.22, 6.65 3.235, 6.69 3.23, 6.7 3.255, 6.68 3.3, 6.67 3.34, 6.658 3.38,
    6.635 3.37, 6.615 3.395, 6.6 3.41, 6.575 3.405, 6.556 3.398, 6.54 3.392, 6.515 3.396, 6.495 3.39,
    6.475 3.383`,
  // Apapa
  `6.454 3.369, 6.448 3.376, 6.44 3.384, 6.432 3.385, 6.431 3.372, 6.435 3.362, 6.445 3.366`,
  // Tin Can Island
  `6.44 3.354, 6.444 3.344, 6.447 3.33, 6.44 3.325, 6.432 3.33, 6.431 3.345, 6.433 3.354`,
  // Lagos Island
  `
    6.462 3.388, 6.464 3.4, 6.464 3.42, 6.465 3.44, 6.458 3.454, 6.448 3.443, 6.444 3.43, 6.444 3.415,
    6.445 3.4, 6.45 3.389, 6.456 3.385`,
  // Victoria Island and Lekki
  `
    6.437 3.402, 6.437 3.42, 6.436 3.432, 6.444 3.45, 6.453 3.462, 6.449 3.485, 6.452 3.51,
    6.455 3.535, 6.47 3.562, 6.48 3.595, 6.475 3.62, 6.46 3.59, 6.438 3.56, 6.427 3.52, 6.426 3.47,
    6.426 3.43, 6.424 3.412`,
  // Ikorodu
  `6.6 3.49, 6.625 3.475, 6.65 3.49, 6.68 3.51, 6.685 3.535, 6.66 3.545, 6.63 3.54, 6.605 3.52`,
  // Sagamu
  `6.83 3.62, 6.855 3.625, 6.87 3.645, 6.855 3.67, 6.825 3.66`,
  // Abeokuta
  `7.11 3.31, 7.17 3.3, 7.2 3.35, 7.17 3.395, 7.12 3.39, 7.095 3.35`,
  // Ibadan
  `
    7.305 3.86, 7.33 3.825, 7.37 3.805, 7.42 3.82, 7.465 3.87, 7.47 3.92, 7.43 3.965, 7.38 3.975,
    7.33 3.945, 7.305 3.9`,
  // Ijebu Ode
  `6.795 3.9, 6.83 3.895, 6.85 3.925, 6.83 3.96, 6.795 3.95`,
  // Epe
  `6.572 3.965, 6.595 3.955, 6.61 3.985, 6.585 4.005`,
  // Badagry
  `6.42 2.86, 6.435 2.855, 6.445 2.895, 6.425 2.91`,
  // Agbara
  `6.495 3.07, 6.52 3.065, 6.535 3.095, 6.515 3.12, 6.495 3.115`,
];

export type PlaceName = {
  readonly name: string;
  readonly rank: 'city' | 'town' | 'district' | 'water';
  readonly at: string;
};

/** Names on the map, each at `latitude longitude`. */
export const placeNames: readonly PlaceName[] = [
  { name: 'Lagos', rank: 'city', at: '6.505 3.348' },
  { name: 'Ibadan', rank: 'city', at: '7.39 3.9' },
  { name: 'Abeokuta', rank: 'city', at: '7.155 3.35' },
  { name: 'Cotonou', rank: 'city', at: '6.375 2.43' },
  { name: 'Porto-Novo', rank: 'city', at: '6.497 2.605' },
  { name: 'Ikorodu', rank: 'town', at: '6.635 3.5' },
  { name: 'Sagamu', rank: 'town', at: '6.845 3.65' },
  { name: 'Ijebu Ode', rank: 'town', at: '6.82 3.93' },
  { name: 'Epe', rank: 'town', at: '6.588 3.983' },
  { name: 'Badagry', rank: 'town', at: '6.433 2.883' },
  { name: 'Agbara', rank: 'town', at: '6.517 3.095' },
  { name: 'Ore', rank: 'town', at: '6.747 4.875' },
  { name: 'Ife', rank: 'town', at: '7.485 4.555' },
  { name: 'Oyo', rank: 'town', at: '7.85 3.932' },
  { name: 'Sango Ota', rank: 'town', at: '6.695 3.235' },
  { name: 'Lekki', rank: 'town', at: '6.45 3.5' },
  { name: 'Iseyin', rank: 'town', at: '7.97 3.59' },
  { name: 'Seme', rank: 'town', at: '6.38 2.73' },
  { name: 'Ifo', rank: 'town', at: '6.815 3.195' },
  { name: 'Ilaro', rank: 'town', at: '6.89 3.015' },
  { name: 'Ajah', rank: 'town', at: '6.468 3.57' },
  { name: 'Apapa', rank: 'district', at: '6.448 3.364' },
  { name: 'Tin Can Island', rank: 'district', at: '6.438 3.34' },
  { name: 'Lagos Island', rank: 'district', at: '6.455 3.395' },
  { name: 'Ikoyi', rank: 'district', at: '6.456 3.435' },
  { name: 'Victoria Island', rank: 'district', at: '6.429 3.42' },
  { name: 'Surulere', rank: 'district', at: '6.498 3.353' },
  { name: 'Yaba', rank: 'district', at: '6.513 3.378' },
  { name: 'Mushin', rank: 'district', at: '6.529 3.355' },
  { name: 'Oshodi', rank: 'district', at: '6.556 3.342' },
  { name: 'Ikeja', rank: 'district', at: '6.601 3.35' },
  { name: 'Maryland', rank: 'district', at: '6.57 3.37' },
  { name: 'Ojota', rank: 'district', at: '6.588 3.383' },
  { name: 'Ketu', rank: 'district', at: '6.6 3.392' },
  { name: 'Mile 12', rank: 'district', at: '6.607 3.4' },
  { name: 'Agege', rank: 'district', at: '6.618 3.323' },
  { name: 'Isolo', rank: 'district', at: '6.535 3.325' },
  { name: 'Mile 2', rank: 'district', at: '6.465 3.313' },
  { name: 'Festac', rank: 'district', at: '6.47 3.285' },
  { name: 'Amuwo Odofin', rank: 'district', at: '6.483 3.305' },
  { name: 'Ojo', rank: 'district', at: '6.464 3.19' },
  { name: 'Orile', rank: 'district', at: '6.48 3.352' },
  { name: 'Oworonshoki', rank: 'district', at: '6.549 3.395' },
  { name: 'Berger', rank: 'district', at: '6.642 3.368' },
  { name: 'Magboro', rank: 'district', at: '6.715 3.407' },
  { name: 'Mowe', rank: 'district', at: '6.805 3.442' },
  { name: 'Redemption City', rank: 'district', at: '6.815 3.46' },
  { name: 'Ogere', rank: 'district', at: '6.95 3.65' },
  { name: 'Odogunyan', rank: 'district', at: '6.67 3.515' },
  { name: 'Ogijo', rank: 'district', at: '6.71 3.545' },
  { name: 'Oluyole', rank: 'district', at: '7.36 3.85' },
  { name: 'Egbeda', rank: 'district', at: '6.592 3.29' },
  { name: 'Ikotun', rank: 'district', at: '6.55 3.264' },
  { name: 'Okokomaiko', rank: 'district', at: '6.47 3.18' },
  { name: 'Gulf of Guinea', rank: 'water', at: '6.23 3.4' },
  { name: 'Lagos Lagoon', rank: 'water', at: '6.505 3.47' },
  { name: 'Lekki Lagoon', rank: 'water', at: '6.505 4.15' },
];
