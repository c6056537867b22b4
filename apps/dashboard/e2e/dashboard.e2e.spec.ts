import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** What is read of the running stack's description. */
type Stack = { dashboard: { url: string }; users: { email: string; password: string; role: string }[] };

const root = join(import.meta.dirname, '../../..');
const screenshots = join(root, '.local/screenshots');
const axeSource = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
/** For one step. A machine that draws maps in software and runs a whole stack besides is slow. */
const patienceMs = 60_000;
const testMs = 3 * patienceMs;

// Without a browser on the machine nothing here can be said: the tests are counted as skipped.
const describeInBrowser = browserPath ? describe : describe.skip;

describeInBrowser.each(['light', 'dark'] as const)('the dashboard in %s', (colorScheme) => {
  const stack = readStack();
  const origin = new URL(stack.dashboard.url).origin;
  const foreignRequests: string[] = [];
  const pageErrors: string[] = [];
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    browser = await chromium.launch({
      ...(browserPath && { executablePath: browserPath }),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--no-first-run',
        '--disable-component-update',
        '--disable-sync',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
      ],
    });
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme });
    context.setDefaultTimeout(patienceMs);
    page = await context.newPage();
    context.on('request', (request) => {
      if (!isOwn(request.url(), origin)) foreignRequests.push(request.url());
    });
    page.on('websocket', (socket) => {
      if (!isOwn(socket.url(), origin)) foreignRequests.push(socket.url());
    });
    page.on('pageerror', (error) => pageErrors.push(error.message));
  }, patienceMs);

  afterAll(async () => {
    await browser.close();
  }, patienceMs);

  const shoot = (name: string): Promise<unknown> =>
    page.screenshot({ path: join(screenshots, `${name}-${colorScheme}.png`) });

  it(
    'asks who is there, and says so where a password is wrong',
    async () => {
      await page.goto(`${origin}/trips?status=ongoing`);
      await page.getByLabel('E-mail').fill(user(stack).email);
      await page.getByLabel('Password').fill('not the password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
      await shoot('sign-in');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'brings a person who signs in to the page that was asked for',
    async () => {
      await page.getByLabel('Password').fill(user(stack).password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL('**/trips?status=ongoing');
      await page.getByRole('link', { name: 'Live map', exact: true }).click();
      await page.waitForURL('**/map');
    },
    testMs,
  );

  it(
    'draws the fleet on a map of the region',
    async () => {
      await page.locator('[data-testid=map][data-trucks]:not([data-trucks="0"])').waitFor();
      await page.locator('[data-connection=live]').waitFor();
      expect(Number(await page.getByTestId('map').getAttribute('data-trucks'))).toBeGreaterThan(0);
      // Land, water, roads and trucks make hundreds of colours; a map that failed is of one.
      await until(async () => (await coloursOfMap(page)) > 50);
      await shoot('map');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'shows trucks move, each position newer than the last',
    async () => {
      const before = await positionsInList(page);
      expect(before.size).toBeGreaterThan(0);
      await until(async () => {
        const after = await positionsInList(page);
        return [...after].some(([number, now]) => {
          const then = before.get(number);
          return then !== undefined && now.version > then.version && now.at !== then.at;
        });
      });
      for (const [number, { version }] of await positionsInList(page))
        expect(version).toBeGreaterThanOrEqual(before.get(number)?.version ?? 0);
    },
    testMs,
  );

  it(
    'opens a truck from the list and tells where it is and how old that is',
    async () => {
      const row = page.getByRole('option').first();
      const number = await row.getAttribute('data-truck');
      await row.click();
      const panel = page.getByTestId('truck-panel');
      await panel.getByRole('heading', { name: number ?? '' }).waitFor();
      expect(await panel.getByTestId('coordinates').textContent()).toMatch(/^-?\d+\.\d{5}, -?\d+\.\d{5}$/);
      expect(await panel.getByTestId('age').textContent()).toMatch(/^\d+ (s|min|h \d\d|d)$/);
      expect(new URL(page.url()).searchParams.get('truck')).not.toBeNull();
      await until(async () => (await panel.locator('[aria-busy=true]').count()) === 0);
      await shoot('truck');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'finds a truck by its number however it is written, and closes it with Escape',
    async () => {
      const number = await page.getByRole('option').first().getAttribute('data-truck');
      await page.getByRole('searchbox').fill((number ?? '').toLowerCase().replaceAll(' ', '-'));
      await until(async () => (await page.getByRole('option').count()) === 1);
      await page.getByRole('searchbox').fill('');
      await page.keyboard.press('Escape');
      await page.getByTestId('truck-panel').waitFor({ state: 'detached' });
    },
    testMs,
  );

  it(
    'lists the trips and keeps the filter in the address',
    async () => {
      await page.getByRole('link', { name: 'Trips', exact: true }).click();
      await page.locator('tr[data-trip]').first().waitFor();
      await shoot('trips');
      expect(await axeViolations(page)).toEqual([]);
      const tripId = await page.locator('tr[data-trip]').first().getAttribute('data-trip');
      await page.getByRole('searchbox').fill(tripId ?? '');
      await page.waitForURL((url) => url.searchParams.get('text') === tripId);
      await until(async () => (await page.locator('tr[data-trip]').count()) === 1);
    },
    testMs,
  );

  it(
    'tells a trip’s story, and who says so',
    async () => {
      await page.locator('tr[data-trip] a').first().click();
      const timeline = page.getByRole('list', { name: 'Timeline' });
      await timeline.getByText('Trip entered').waitFor();
      expect(await timeline.getByText(/By (you,|an?) /).count()).toBeGreaterThan(0);
      await page.locator('[data-connection=live]').waitFor();
      await shoot('trip');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'comes back by itself after the network was away, and says meanwhile that it is',
    async () => {
      await page.getByRole('link', { name: 'Live map', exact: true }).click();
      await page.locator('[data-connection=live]').waitFor();
      await context.setOffline(true);
      await page.locator('[data-connection=reconnecting]').waitFor();
      await context.setOffline(false);
      await page.locator('[data-connection=live]').waitFor();
    },
    testMs,
  );

  it(
    'signs out, and shows nothing more without signing in',
    async () => {
      await page.getByRole('button', { name: 'Account' }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.waitForURL('**/sign-in');
      await page.goto(`${origin}/map`);
      await page.waitForURL('**/sign-in');
    },
    testMs,
  );

  it('asked nothing of any other machine, and no page failed', () => {
    expect(foreignRequests).toEqual([]);
    expect(pageErrors).toEqual([]);
  });
});

function readStack(): Stack {
  const path = process.env['WATCH_TOWER_STACK'];
  // Collecting the tests must not fail where they will be skipped.
  if (!path) return { dashboard: { url: 'http://localhost' }, users: [] };
  return JSON.parse(readFileSync(path, 'utf8')) as Stack;
}

function user({ users }: Stack): { email: string; password: string } {
  const [first] = users;
  if (!first) throw new Error('WATCH_TOWER_STACK names no stack with users: start one first');
  return first;
}

function isOwn(url: string, origin: string): boolean {
  const { protocol, host } = new URL(url);
  return protocol === 'data:' || protocol === 'blob:' || host === new URL(origin).host;
}

/** Waits for what the page will come to, with a limit, instead of for a time. */
async function until(reached: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + patienceMs / 2;
  while (!(await reached())) {
    if (Date.now() > deadlineMs) throw new Error(`Not reached in time: ${String(reached)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The trucks in sight in the list, by number. */
async function positionsInList(page: Page): Promise<Map<string, { version: number; at: string }>> {
  const rows = await page.getByRole('option').evaluateAll((options) =>
    options.map((option) => ({
      number: option.getAttribute('data-truck') ?? '',
      version: Number(option.getAttribute('data-version')),
      at: `${option.getAttribute('data-latitude')} ${option.getAttribute('data-longitude')}`,
    })),
  );
  return new Map(rows.map(({ number, version, at }) => [number, { version, at }]));
}

/** How many different colours the middle of the map shows, where nothing lies over it. */
async function coloursOfMap(page: Page): Promise<number> {
  const box = await page.locator('[data-testid=map] canvas').boundingBox();
  if (!box) return 0;
  const { x, y, width, height } = box;
  const clip = { x: x + width * 0.3, y: y + height * 0.3, width: width * 0.3, height: height * 0.5 };
  const picture = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext('2d');
    if (!pen) return 0;
    pen.drawImage(image, 0, 0);
    const pixels = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
    return new Set(pixels).size;
  }, picture);
}

type Axe = { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** What axe finds wrong with the page as it stands. */
async function axeViolations(page: Page): Promise<unknown[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
  });
}
