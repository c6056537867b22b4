/** Read models share a group: each message is projected once, by whichever process has its partition. */
export const projectionsGroup = 'gateway.projections';

/** Memory is per process: each reads everything it needs in a group of its own. */
export const memoryGroup = 'gateway.memory';
