import { spreadsheetOf, templateCsv } from './import-file.js';

describe('a file of trips', () => {
  it.each([
    ['trips.csv', 'application/vnd.ms-excel', 'text/csv'],
    ['TRIPS.CSV', '', 'text/csv'],
    ['may.2026.xlsx', '', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('is known by its name: %s', async (name, told, type) => {
    const file = spreadsheetOf(new File(['a,b'], name, { type: told }));
    expect(file?.type).toBe(type);
    expect(await file?.text()).toBe('a,b');
  });

  it.each(['trips.pdf', 'trips.xls', 'trips', 'csv.'])('is refused where it is none: %s', (name) => {
    expect(spreadsheetOf(new File([''], name, { type: 'text/csv' }))).toBeNull();
  });

  it('has a template that names every column, the needed ones first', async () => {
    const [columns = ''] = (await templateCsv().text()).replace('\uFEFF', '').split('\r\n');
    expect(columns.split(',').slice(0, 4)).toEqual(['vpc_id', 'pickup', 'delivery', 'scheduled_departure']);
    expect(columns.split(',')).toHaveLength(13);
  });
});
