import type { BrowserContext } from '@playwright/test';

/** What a test expects to go wrong. Everything else that goes wrong fails it. */
export interface Allowance {
  /** Requests to these URLs may fail or be answered 400 to 599. */
  request(url: RegExp): void;
  /** These texts may be logged as errors or thrown in the page. */
  console(text: RegExp): void;
}

export interface PageWatch {
  allow: Allowance;
  /** Sentences about everything unexpected so far, in order. */
  complaints(): string[];
}

/**
 * Listens to every page of a context for errors that a person would not see: logged errors,
 * uncaught exceptions, failed requests, and requests to anything but `origins`.
 */
export function watchPages(context: BrowserContext, origins: Set<string>): PageWatch {
  const allowedUrls: RegExp[] = [];
  const allowedTexts: RegExp[] = [];
  const seen: { text: string; url: string }[] = [];

  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    // Chromium logs each failed request as well; `response` below says more about it.
    if (message.text().startsWith('Failed to load resource')) return;
    seen.push({ text: `console.error: ${message.text()}`, url: '' });
  });
  context.on('weberror', (webError) => {
    const error = webError.error();
    seen.push({ text: `uncaught: ${error.stack ?? error.message}`, url: '' });
  });
  context.on('response', (response) => {
    if (response.status() < 400) return;
    const { status, url } = { status: response.status(), url: response.url() };
    seen.push({ text: `answered ${status}: ${response.request().method()} ${url}`, url });
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason given';
    // Seeking and leaving a page cancel requests: that is no failure.
    if (reason === 'net::ERR_ABORTED') return;
    seen.push({
      text: `failed (${reason}): ${request.method()} ${request.url()}`,
      url: request.url(),
    });
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (!/^https?:$/.test(url.protocol) || origins.has(url.origin)) return;
    seen.push({ text: `left Legato's own origin: ${url}`, url: '' });
  });

  const isAllowed = ({ text, url }: { text: string; url: string }) =>
    (url ? allowedUrls : allowedTexts).some((pattern) => pattern.test(url || text));

  return {
    allow: {
      request: (url) => void allowedUrls.push(url),
      console: (text) => void allowedTexts.push(text),
    },
    complaints: () => seen.filter((entry) => !isAllowed(entry)).map(({ text }) => text),
  };
}
