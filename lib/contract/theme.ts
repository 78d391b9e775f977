/** The cookie that remembers a chosen theme, so that the server sends the page in it. */
export const THEME_COOKIE = 'legato-theme';

/** What can be chosen beside what the system says. */
const CHOSEN_THEMES = ['light', 'dark'] as const;
export type ChosenTheme = (typeof CHOSEN_THEMES)[number];

/** The theme in a cookie; undefined where none was chosen. */
export const readTheme = (value: string | undefined): ChosenTheme | undefined =>
  CHOSEN_THEMES.find((theme) => theme === value);
