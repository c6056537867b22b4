export { compare } from './compare.js';
export { enterWorld, seenTrips, sendTold } from './enter.js';
export { weekOfFaults } from './faults.js';
export { isTrue, reportOf } from './report.js';
export { jobsIn, simulateTruck, type SimulatedTruck } from './simulated.js';
