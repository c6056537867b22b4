import { strToU8, zipSync, type Zippable } from 'fflate';
import { readCsv } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a CSV', () => {
  it.each([',', ';', '\t'])('is read with %j between its cells, quotes and a byte order mark', (between) => {
    const text = `\uFEFFa${between}b\r\n"x, ""y""; z"${between} 1 \r\n\r\n`;
    expect(readCsv(bytes(text))).toEqual([['a', 'b'], ['x, "y"; z', '1'], ['']].slice(0, 3));
  });

  it.each([
    ['that is not UTF-8', Uint8Array.of(97, 0xe9, 98), 'file_unreadable'],
    ['with a quote that never ends', bytes('a,b\n"x,y\n'), 'file_unreadable'],
    ['of too many rows', bytes('a\n'.repeat(2_002)), 'too_many_rows'],
  ])('%s is refused', (_case, file, code) => {
    expect(() => readCsv(file)).toThrow(expect.objectContaining({ status: 422, code }) as Error);
  });

  it('of 2,000 rows beside the columns’ names is not', () => {
    expect(readCsv(bytes('a\n'.repeat(2_001)))).toHaveLength(2_001);
  });
});

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
const relations = (...all: string[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** As a spreadsheet program writes it, as little as there must be. */
const xlsx = (sheetData: string, more: Zippable = {}): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ),
    '_rels/.rels': strToU8(relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))),
    'xl/workbook.xml': strToU8(
      `<workbook ${main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Trips" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      relations(
        relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
        relation('rId2', 'styles', 'styles.xml'),
      ),
    ),
    'xl/styles.xml': strToU8(
      `<styleSheet ${main}><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet ${main}><sheetData>${sheetData}</sheetData></worksheet>`),
    ...more,
  });
const text = (at: string, value: string): string => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;

describe('an XLSX', () => {
  it('is read as texts, times as the clock on the wall showed them', async () => {
    const sheet = `<row r="1">${text('A1', 'vpc_id')}${text('B1', 'departure')}</row><row r="2">${text('A2', 'V1')}<c r="B2" s="1"><v>46113.333333333336</v></c><c r="C2"><v>24.5</v></c></row>`;
    expect(await readXlsx(xlsx(sheet))).toEqual([
      ['vpc_id', 'departure', ''],
      ['V1', '2026-04-01T08:00:00', '24.5'],
    ]);
  });

  it('waits its turn: two are read at once', async () => {
    const answers = await Promise.allSettled([1, 2, 3].map(() => readXlsx(xlsx(''))));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    await expect(readXlsx(xlsx(''))).resolves.toEqual([]);
  });

  it.each([
    ['that is none', () => bytes('vpc_id,pickup')],
    ['that holds more than it looks', () => xlsx('', { 'xl/more.xml': new Uint8Array(40_000_000) })],
    ['with one cell in the last corner', () => xlsx(`<row r="1048576">${text('XFD1048576', 'x')}</row>`)],
  ])('%s is refused', async (_case, file) => {
    await expect(readXlsx(file())).rejects.toMatchObject({ status: 422 });
  });
});
