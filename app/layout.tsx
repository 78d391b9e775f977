import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';
import { pageTheme } from '@/lib/server/page-request';
import './globals.css';

/** Latin letters and digits, so nearly all there is to read: asked for with the HTML, not after the styles. */
const FONT = new URL(
  '@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2',
  import.meta.url,
).pathname;

export const metadata: Metadata = {
  title: { default: 'Legato', template: '%s · Legato' },
  description: 'Call recordings of this contact centre',
  icons: { icon: '/icon.svg' },
  // Extensions and phone numbers are data here, not links that a phone makes up.
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#13171a' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  preload(FONT, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  return (
    // The theme may have been changed in the page before React wakes up.
    <html lang="en-AU" data-theme={await pageTheme()} suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
