/** Read models share a group: each message is projected once, by whichever process has its partition. */
export const projectionsGroup = 'gateway.projections';

/** Trips were read anew once their events were kept: their group began from the first of them. */
export const tripsGroup = 'gateway.trips';

/** And visits, once their tellings were kept. */
export const visitsGroup = 'gateway.visits';

/**
 * Where trucks are and were, by the hundreds a second: whoever looks at this moment is served from memory, so these
 * read models may follow in larger steps, and hold up no other.
 */
export const positionsGroup = 'gateway.positions';
export const positionsLingerMs = 100;

/** Memory is per process: each reads everything it needs in a group of its own. */
export const memoryGroup = 'gateway.memory';
