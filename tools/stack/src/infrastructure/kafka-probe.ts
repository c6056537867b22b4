import { connect } from 'node:net';

const apiKeyMetadata = 3;
const apiVersion = 4;

/**
 * Whether a broker answers a Metadata request naming itself: an open port alone means little, for Kafka binds long before
 * it serves. Spoken by hand (13 fields) because a whole client library for one question would be a second one in the repo.
 * Protocol: https://kafka.apache.org/protocol.html#The_Messages_Metadata
 */
export function answersKafka(address: string, timeoutMs = 1_000): Promise<boolean> {
  const separator = address.lastIndexOf(':');
  return new Promise((resolve) => {
    const socket = connect({ host: address.slice(0, separator), port: Number(address.slice(separator + 1)) });
    let received = Buffer.alloc(0);
    const finish = (isReady: boolean) => {
      socket.destroy();
      resolve(isReady);
    };
    socket.setTimeout(timeoutMs, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
    socket.once('connect', () => socket.write(metadataRequest()));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const brokers = brokerCount(received);
      if (brokers !== undefined) finish(brokers > 0);
    });
  });
}

function metadataRequest(): Buffer {
  const clientId = Buffer.from('watch-tower');
  const body = Buffer.alloc(10 + clientId.length + 5);
  let at = body.writeInt16BE(apiKeyMetadata);
  at = body.writeInt16BE(apiVersion, at);
  at = body.writeInt32BE(1, at); // correlation id
  at = body.writeInt16BE(clientId.length, at);
  at += clientId.copy(body, at);
  at = body.writeInt32BE(0, at); // no topics
  body.writeInt8(0, at); // do not create any
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}

/** Response v4: size, correlation id, throttle time, then the brokers' count. `undefined` until that much has arrived. */
function brokerCount(response: Buffer): number | undefined {
  return response.length < 16 ? undefined : response.readInt32BE(12);
}
