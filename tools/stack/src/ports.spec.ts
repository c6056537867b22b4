import { candidatePorts } from './ports.js';

describe('candidate ports', () => {
  it('are the preferred one, then steps of 100 that stay below the ports of outgoing connections', () => {
    const ports = candidatePorts(8080, undefined);
    expect(ports.slice(0, 3)).toEqual([8080, 8180, 8280]);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });

  it('begin with the remembered one, named once', () => {
    const ports = candidatePorts(8080, 8280);
    expect(ports.slice(0, 3)).toEqual([8280, 8080, 8180]);
    expect(ports.filter((port) => port === 8280)).toHaveLength(1);
  });
});
