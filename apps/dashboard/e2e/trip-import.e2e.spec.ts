import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { axeViolations, describeInBrowser, openBrowser, testMs, type InBrowser } from './in-browser.js';
import { cancelTrip, twoPlaces } from './own-trips.js';

describeInBrowser('the import of trips', () => {
  const vpcId = `01/Apr/2026-IMPORT-${Date.now()}`;
  let browser: InBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
    await browser.signInTo('/trips/import');
  }, testMs);

  afterAll(() => browser.close(), testMs);

  const choose = (name: string, text: string): Promise<void> =>
    page
      .getByLabel('File of trips')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
  const drop = async (name: string, text: string): Promise<void> => {
    const dataTransfer = await page.evaluateHandle(
      ([fileName = '', content = '']) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], fileName));
        return transfer;
      },
      [name, text],
    );
    await page.getByText('Drop a CSV or XLSX file here').dispatchEvent('drop', { dataTransfer });
  };

  it(
    'gives a template that names the columns',
    async () => {
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Template' }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe('trips.csv');
      expect(await readFile(await download.path(), 'utf8')).toContain('vpc_id,pickup,delivery');
      await browser.shoot('trip-import');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'refuses what is no file of trips, and says why',
    async () => {
      await choose('trips.pdf', 'no spreadsheet');
      await page.getByRole('alert').getByText('Its name ends neither in .csv nor in .xlsx').waitFor();
      await choose('trips.csv', 'vpc_id,pickup\nA,B\n');
      await page.getByRole('alert').getByText('is missing in the first row').first().waitFor();
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'names row, column, fault and remedy, and creates the good rows',
    async () => {
      const [pickup, delivery] = await twoPlaces(browser);
      const between = `"${pickup?.name}","${delivery?.name}"`;
      await drop(
        'april.csv',
        [
          'vpc_id,pickup,delivery,scheduled_departure,container_1,Remarks',
          `${vpcId},${between},2030-04-01 08:00,TCNU3877560,`,
          `${vpcId}-2,${between},2030-04-31 08:00,TCNU3877561,`,
          `${vpcId}-3,Nowhere at all,,2030-04-01 08:00,,`,
        ].join('\n'),
      );
      await page.getByText('1 row good, 2 at fault').waitFor();
      await page.getByText('“Remarks”').waitFor();
      const second = page.locator('[data-import-row="3"]');
      await second.locator('[data-fault=container_1]').getByText('it ends in 0').waitFor();
      await second.locator('[data-fault=scheduled_departure]').getByText('2030-04-31').waitFor();
      await page.locator('[data-import-row="4"] [data-fault=pickup]').getByText('Nowhere at all').waitFor();
      await page.locator('[data-import-row="4"] [data-fault=delivery]').getByText('It is empty').waitFor();
      await browser.shoot('trip-import-preview');
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('radio', { name: 'Good (1)' }).click();
      await page.locator('[data-import-row="2"]').getByText(vpcId).waitFor();
      await page.getByRole('button', { name: 'Create the good row' }).dblclick();
      await page.getByText('1 created').waitFor();
      await browser.shoot('trip-import-result');
      expect(await axeViolations(page)).toEqual([]);
      await page.locator('[data-imported=created]').getByRole('link', { name: vpcId }).click();
      await page.getByRole('heading', { name: vpcId }).waitFor();
      await cancelTrip(browser, new URL(page.url()).pathname.split('/').at(-1) ?? '');
      expect(browser.foreignRequests).toEqual([]);
      expect(browser.pageErrors).toEqual([]);
    },
    testMs,
  );
});
