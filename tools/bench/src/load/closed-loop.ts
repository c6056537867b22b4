import { Connection } from './connection.js';

/**
 * Sends all requests over so many connections, on each the next one as soon as the last is answered.
 * @throws where an answer is not 2xx.
 */
export const sendAll = async (
  connections: readonly Connection[],
  requests: readonly Buffer[],
): Promise<void> => {
  const waiting = requests.values();
  const work = async (connection: Connection): Promise<void> => {
    for (const request of waiting) {
      const status = await connection.send(request);
      if (status < 200 || status > 299) throw new Error(`a request was answered ${status}`);
    }
  };
  await Promise.all(connections.map(work));
};

export const withConnections = async <Result>(
  url: string,
  count: number,
  work: (connections: readonly Connection[]) => Promise<Result>,
): Promise<Result> => {
  const connections = await Promise.all(Array.from({ length: count }, () => Connection.open(url)));
  try {
    return await work(connections);
  } finally {
    for (const connection of connections) connection.close();
  }
};
