'use client';

import Monitor from 'lucide-react/icons/monitor';
import Moon from 'lucide-react/icons/moon';
import Sun from 'lucide-react/icons/sun';
import { useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Tooltip } from '@/components/ui/tooltip';
import { type ChosenTheme, THEME_COOKIE } from '@/lib/contract/theme';

const THEMES = {
  system: { label: 'system', glyph: Monitor, next: 'light' },
  light: { label: 'light', glyph: Sun, next: 'dark' },
  dark: { label: 'dark', glyph: Moon, next: 'system' },
} as const;
type Theme = ChosenTheme | 'system';

const KEPT_SECONDS = 365 * 24 * 60 * 60;

/** Switches between the system's theme, light and dark, and remembers the choice in this browser. */
export function ThemeToggle() {
  const theme = useSyncExternalStore(subscribe, readTheme, () => 'system' as const);
  const { label, glyph, next } = THEMES[theme];
  return (
    <Tooltip label={`Theme: ${label}`} align="end">
      <Button
        look="quiet"
        size="icon"
        aria-label={`Theme: ${label}. Switch to ${THEMES[next].label}`}
        onClick={() => chooseTheme(next)}
      >
        <Icon glyph={glyph} />
      </Button>
    </Tooltip>
  );
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The root element's attribute is the source of truth: the server has sent the page with it. */
function readTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function chooseTheme(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  // Where cookies are refused the choice lasts as long as the page.
  const maxAgeSeconds = theme === 'system' ? 0 : KEPT_SECONDS;
  const cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${maxAgeSeconds}`;
  // Where the frame of another site keeps the second alone, a tab has both, and they must agree.
  for (const sort of ['SameSite=Lax', 'SameSite=None; Secure; Partitioned']) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser
    document.cookie = `${cookie}; ${sort}`;
  }
  for (const listener of listeners) listener();
}
