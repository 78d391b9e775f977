import type { Part } from '../part';

export const browser: Part = {
  name: 'browser',
  title: '(e) In Chromium',
  run: async () => ({ tables: [], checks: [], notes: [] }),
};
