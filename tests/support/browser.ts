// A real Chromium: the one that comes as an npm package, else one that is installed here. Never none in silence.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import packaged from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const UNPACKED = path.resolve(import.meta.dirname, '../../node_modules/.cache/chromium');
const INSTALLED = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const MAC = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

type Candidate = () => Promise<string | undefined>;

/** Throws one line that says what to install when no Chromium starts here. */
export async function openBrowser(candidates: Candidate[] = [unpack, findInstalled]): Promise<Browser> {
  let trouble: unknown;
  for (const candidate of candidates) {
    try {
      const executablePath = await candidate();
      if (executablePath) return await launch(executablePath);
    } catch (error) {
      trouble ??= error;
    }
  }
  throw new Error(whatIsMissing(trouble));
}

function launch(executablePath: string): Promise<Browser> {
  // whoever runs the tests as root, as containers do, has no sandbox
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--font-render-hinting=none'] });
}

/** Six seconds the first time. Beside the package, because /tmp/chromium may be another version's or another user's. */
async function unpack(): Promise<string> {
  mkdirSync(UNPACKED, { recursive: true });
  const { TMPDIR } = process.env;
  process.env.TMPDIR = UNPACKED;
  try {
    return await packaged.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

async function findInstalled(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const named = folders.flatMap((folder) => INSTALLED.map((name) => path.join(folder, name)));
  return [...named, ...MAC].find((file) => existsSync(file));
}

function whatIsMissing(trouble: unknown): string {
  const said = trouble instanceof Error ? trouble.message : String(trouble);
  const library = said.match(/error while loading shared libraries: ([\w.+-]+)/)?.[1];
  const wanted =
    'Install libnss3 and libnspr4 (on Debian: apt-get install libnss3 libnspr4) or any Chromium.';
  if (library) return `The browser tests cannot start Chromium: ${library} is missing. ${wanted}`;
  return `The browser tests cannot start Chromium: ${said.split('\n', 1)[0]} ${wanted}`;
}

/** A page in a context of its own, and everything it complained about. */
export interface WatchedPage {
  page: Page;
  /** Console errors, CSP violations, uncaught exceptions, answers of 5xx. */
  complaints: string[];
  close(): Promise<void>;
}

export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} at ${message.location().url}`);
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} at ${response.url()}`);
  });
  return { page, complaints, close: () => context.close() };
}

/** Bytes over the wire until the network is quiet, by address; nothing was cached before. */
export async function transferredBytes(browser: Browser, url: string): Promise<Map<string, number>> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    const urls = new Map<string, string>();
    const bytes = new Map<string, number>();
    client.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      bytes.set(urls.get(requestId) ?? requestId, encodedDataLength);
    });
    await page.goto(url, { waitUntil: 'networkidle' });
    return bytes;
  } finally {
    await context.close();
  }
}

export function total(bytes: ReadonlyMap<string, number>): number {
  return [...bytes.values()].reduce((sum, each) => sum + each, 0);
}
