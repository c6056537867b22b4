import type { Page } from 'playwright-core';
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  testMs,
  until,
  type InBrowser,
} from './in-browser.js';

describeInBrowser('the places page', () => {
  const name = `Yard ${Date.now()}`;
  let browser: InBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
    await browser.signInTo('/places');
  }, testMs);

  afterAll(() => browser.close(), testMs);

  const clickMap = async (x: number, y: number): Promise<void> => {
    const box = await page.locator('[data-testid=place-map] canvas').boundingBox();
    if (!box) throw new Error('the map is not on the page');
    await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  };
  const save = () => page.getByRole('button', { name: 'Save' }).click();
  const version = async (): Promise<string | null> => page.getByTestId('place-version').textContent();

  it(
    'lists the places, and shows one with its fence and who is there',
    async () => {
      await page.locator('[data-place]').first().click();
      await page.waitForURL((url) => url.searchParams.get('place') !== null);
      await page.getByTestId('place').getByText('Trucks there now').waitFor();
      await browser.mapDrawn();
      await browser.shoot('places');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'registers a place whose fence is drawn on the map, corner by corner',
    async () => {
      await page.getByRole('button', { name: 'New' }).click();
      const form = page.getByRole('form', { name: 'New place' });
      await form.getByLabel('Name').fill(name);
      await form.getByRole('radio', { name: 'Polygon' }).click();
      for (const [x, y] of [
        [0.4, 0.4],
        [0.45, 0.4],
        [0.45, 0.46],
        [0.5, 0.5],
      ] as const)
        await clickMap(x, y);
      const corners = async (): Promise<number> =>
        (await form.getByLabel(/Corners/).inputValue()).split('\n').length;
      await until(async () => (await corners()) === 4);
      await page.keyboard.press('Escape');
      await until(async () => (await corners()) === 3);
      await clickMap(0.4, 0.4);
      await form.getByText(/Drag the handles/).waitFor();
      await browser.shoot('place-drawn');
      expect(await axeViolations(page)).toEqual([]);
      await save();
      await page.getByTestId('place').getByRole('heading', { name }).waitFor();
      await page.getByText('polygon of 3 corners').first().waitFor();
    },
    testMs,
  );

  it(
    'shows what the server refuses at the field it refuses, and loses nothing',
    async () => {
      await page.getByRole('button', { name: 'Edit' }).click();
      const form = page.getByRole('form', { name: `Edit ${name}` });
      await form.getByLabel(/Corners/).fill('6.50, 3.40\n6.52, 3.42\n6.50, 3.42\n6.52, 3.40');
      await save();
      await form.getByRole('alert').first().waitFor();
      expect(await form.getByRole('alert').first().textContent()).toMatch(/cross|meet/i);
      await form.getByRole('radio', { name: 'Circle' }).click();
      await form.getByLabel('Radius in metres').fill('120');
      await save();
      await page.getByText('circle of 120 m').first().waitFor();
    },
    testMs,
  );

  it(
    'does not write over what somebody changed meanwhile, unless that is wanted',
    async () => {
      const id = new URL(page.url()).searchParams.get('place') ?? '';
      const ofServer = () => browser.get<{ version: number; city: string }>(`/api/v1/locations/${id}`);
      const before = (await ofServer()).version;
      await page.getByRole('button', { name: 'Edit' }).click();
      const form = page.getByRole('form', { name: `Edit ${name}` });
      await browser.put(`/api/v1/locations/${id}`, { city: 'Ikeja' });
      await form.getByLabel('Address').fill('Wharf Road');
      await save();
      await form.getByText('Somebody changed this place meanwhile.').waitFor();
      await form.getByRole('button', { name: 'Keep mine' }).click();
      await form.getByText('Somebody changed this place meanwhile.').waitFor({ state: 'detached' });
      await save();
      await page.getByTestId('place').getByText('Wharf Road').waitFor();
      await until(async () => (await version()) === String(before + 2));
      expect(await ofServer()).toMatchObject({ version: before + 2, city: 'Ikeja', address: 'Wharf Road' });
    },
    testMs,
  );

  it(
    'retires a place, finds it among the retired, and brings it back',
    async () => {
      await page.getByRole('button', { name: 'Retire' }).click();
      await page.getByRole('button', { name: 'Retire it' }).click();
      await page
        .getByTestId('place')
        .getByText(/retired/)
        .waitFor();
      await page.getByLabel('Which places').selectOption('retired');
      await page.locator(`[data-place="${name}"]`).waitFor();
      await page.getByRole('button', { name: 'Bring it back' }).click();
      await page.getByRole('button', { name: 'Edit' }).waitFor();
      expect(browser.foreignRequests).toEqual([]);
      expect(browser.pageErrors).toEqual([]);
    },
    testMs,
  );
});
