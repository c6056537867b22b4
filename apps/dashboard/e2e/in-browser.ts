import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

/** What is read of the running stack's description. */
type Stack = {
  dashboard: { url: string };
  users: { email: string; password: string; role: string }[];
  loconav: { webhookUrl: string; headers: Record<string, string> };
};

const root = join(import.meta.dirname, '../../..');
const screenshots = join(root, '.local/screenshots');
const axeSource = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
/** For one step. A machine that draws maps in software and runs a whole stack besides is slow. */
const patienceMs = 60_000;
export const testMs = 3 * patienceMs;
const coloursMin = 20;

/** Without a browser on the machine nothing here can be said: the tests are counted as skipped. */
export const describeInBrowser = browserPath ? describe : describe.skip;

export type InBrowser = {
  page: Page;
  context: BrowserContext;
  origin: string;
  user: { email: string; password: string };
  /** Requests to any other machine, and errors of the page: there should be none. */
  foreignRequests: string[];
  pageErrors: string[];
  /** Signs in and opens a page of the dashboard. */
  signInTo: (path: string) => Promise<void>;
  /** What the API says to the same person. */
  get: <Body>(path: string) => Promise<Body>;
  put: (path: string, body: unknown) => Promise<void>;
  send: <Body>(method: 'POST' | 'DELETE', path: string, body: unknown) => Promise<Body>;
  /** Waits until the map shows land, water and roads: these make hundreds of colours, a map that failed is of one. */
  mapDrawn: () => Promise<void>;
  shoot: (name: string) => Promise<void>;
  close: () => Promise<void>;
};

/** A browser of its own, nobody signed in, against the running stack. */
export async function openBrowser(): Promise<InBrowser> {
  const stack = readStack();
  const origin = new URL(stack.dashboard.url).origin;
  mkdirSync(screenshots, { recursive: true });
  const browser = await chromium.launch({
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
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const foreignRequests: string[] = [];
  const pageErrors: string[] = [];
  context.on('request', (request) => {
    if (!isOwn(request.url(), origin)) foreignRequests.push(request.url());
  });
  page.on('websocket', (socket) => {
    if (!isOwn(socket.url(), origin)) foreignRequests.push(socket.url());
  });
  page.on('pageerror', (error) => pageErrors.push(error.message));
  const user = firstUser(stack);
  const ask = async (
    path: string,
    method: string,
    token: string | null,
    body?: unknown,
  ): Promise<unknown> => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
    return response.json();
  };
  const signIn = async (): Promise<string> => {
    const tokens = await ask('/api/v1/auth/login', 'POST', null, {
      email: user.email,
      password: user.password,
    });
    return (tokens as { accessToken: string }).accessToken;
  };
  // Once per browser: sign-ins are limited, and what is awaited asks again and again.
  let signedIn: Promise<string> | undefined;
  const token = (): Promise<string> => (signedIn ??= signIn());
  return {
    page,
    context,
    origin,
    user,
    foreignRequests,
    pageErrors,
    signInTo: async (path) => {
      await page.goto(`${origin}${path}`);
      await page.getByLabel('E-mail').fill(user.email);
      await page.getByLabel('Password').fill(user.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(`**${path}`);
      await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    },
    get: async <Body>(path: string) => (await ask(path, 'GET', await token())) as Body,
    put: async (path, body) => {
      await ask(path, 'PUT', await token(), body);
    },
    send: async <Body>(method: string, path: string, body: unknown) =>
      (await ask(path, method, await token(), body)) as Body,
    mapDrawn: () => until(async () => (await coloursOfMap(page)) > coloursMin),
    shoot: (name) => shoot(page, name),
    close: () => browser.close(),
  };
}

/** Sends a report as LocoNav does. */
export async function sendToLoconavWebhook(kind: 'location' | 'alert', report: unknown): Promise<void> {
  const { webhookUrl, headers } = readStack().loconav;
  const response = await fetch(webhookUrl.replace(/location$/, kind), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(report),
  });
  if (response.status !== 202) throw new Error(`the webhook answered ${response.status}`);
}

function readStack(): Stack {
  const path = process.env['WATCH_TOWER_STACK'];
  if (!path) throw new Error('WATCH_TOWER_STACK names no running stack: start one first');
  return JSON.parse(readFileSync(path, 'utf8')) as Stack;
}

function firstUser({ users }: Stack): { email: string; password: string } {
  const [first] = users;
  if (!first) throw new Error('The running stack names no users');
  return first;
}

function isOwn(url: string, origin: string): boolean {
  const { protocol, host } = new URL(url);
  return protocol === 'data:' || protocol === 'blob:' || host === new URL(origin).host;
}

/** Waits for what the page will come to, with a limit, instead of for a time. */
export async function until(reached: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + patienceMs / 2;
  while (!(await reached())) {
    if (Date.now() > deadlineMs) throw new Error(`Not reached in time: ${String(reached)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type Axe = { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** Pictures of the page as it stands, in light and in dark. */
export async function shoot(page: Page, name: string): Promise<void> {
  await inEachScheme(page, (scheme) => page.screenshot({ path: join(screenshots, `${name}-${scheme}.png`) }));
}

/** What axe finds wrong with the page as it stands, in light and in dark. */
export async function axeViolations(page: Page): Promise<unknown[]> {
  await page.evaluate(axeSource);
  const found = await inEachScheme(page, (scheme) =>
    page.evaluate(async (seenIn) => {
      const { axe } = window as unknown as { axe: Axe };
      const { violations } = await axe.run();
      return violations.map(({ id, nodes }) => ({ id, seenIn, nodes: nodes.map(({ html }) => html) }));
    }, scheme),
  );
  return found.flat();
}

/** The page follows the system from the one to the other; colours that fade over are waited for. */
async function inEachScheme<Seen>(
  page: Page,
  look: (scheme: 'light' | 'dark') => Promise<Seen>,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForFunction(
      (isDark) => document.documentElement.classList.contains('dark') === isDark,
      scheme === 'dark',
    );
    await page.evaluate(async () => {
      // Colours begin to fade with the next frame.
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
      await Promise.allSettled(fading.map(({ finished }) => finished));
    });
    seen.push(await look(scheme));
  }
  return seen;
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
