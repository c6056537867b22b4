import { alertReported, positionReported } from '@watch-tower/contracts';
import { dialects } from './dialects.js';
import { toReports, unidentified } from './to-report.js';

const receivedAt = '2026-01-01T00:00:00.000Z';
const reports = (text: string) => toReports(dialects.location, Buffer.from(text), receivedAt);
const keys = (text: string) => reports(text).map(({ key }) => key);

describe('a location webhook', () => {
  it('keeps the text of every element as it came', () => {
    const first =
      '{"imei":"0210716299", "speed":0.0,"latitude":11.1257570000000001,"vehiclenumber":"TN19 aa-7420"}';
    const second = '{"imei":"1","speed":1e1}';
    const [one, two] = reports(` [ ${first} ,\n${second}] `);
    expect(one?.value).toContain(`"report":${first}}`);
    expect(two?.value).toContain(`"report":${second}}`);
    expect(positionReported.parse(JSON.parse(one?.value ?? ''))).toMatchObject({
      provider: 'loconav',
      channel: 'webhook',
      receivedAt,
      plate: 'TN19AA7420',
      imei: '0210716299',
      report: { speed: 0, vehiclenumber: 'TN19 aa-7420' },
    });
  });

  it('takes one object for one report', () => {
    expect(reports('\n{"imei":"7"}\n')).toHaveLength(1);
    expect(reports('[]')).toEqual([]);
  });

  it('is keyed by the normalised plate, by the IMEI only where there is none', () => {
    expect(
      keys(
        '[{"vehiclenumber":"kbx 123-a","imei":"1"},{"imei":"861"},{"imei":861},{"vehiclenumber":" - ","imei":"2"}]',
      ),
    ).toEqual(['KBX123A', '861', '861', '2']);
  });

  it.each([
    'null',
    '1',
    '"text"',
    '{}',
    '[[]]',
    '[null]',
    '{"vehiclenumber":null,"imei":{}}',
    '{"vehiclenumber":"\\u0000\\u001e","imei":1.5}',
    `{"vehiclenumber":"${'x'.repeat(51)}"}`,
  ])('accepts the bad element %s, for fleet to judge', (text) => {
    expect(keys(text)).toEqual([unidentified]);
  });

  it.each(['', '{', '[{}', '{"a":1}}', "{'a':1}"])('refuses %j, which is no JSON', (text) => {
    expect(() => reports(text)).toThrow(SyntaxError);
  });

  it('refuses what is no UTF-8', () => {
    expect(() => toReports(dialects.location, Buffer.from([0x22, 0xff, 0x22]), receivedAt)).toThrow(
      'not valid',
    );
  });
});

describe('an alert webhook', () => {
  it('is keyed by the plate under the name alerts have for it, and keeps its text', () => {
    const text = '{"id":90211,"kind":"OverspeedAlert","vehicle_number":"kbx 123-a","speed":61.0}';
    const [alert] = toReports(dialects.alert, Buffer.from(text), receivedAt);
    expect(alert?.key).toBe('KBX123A');
    expect(alert?.value).toContain(`"report":${text}}`);
    expect(alertReported.parse(JSON.parse(alert?.value ?? ''))).toMatchObject({
      plate: 'KBX123A',
      imei: null,
    });
  });
});
