export const THEME_STORAGE_KEY = 'legato.theme';

/**
 * Runs before the first paint, so that a chosen theme does not flash. The only script
 * in the HTML; a content security policy names it by its hash.
 */
export const THEME_SCRIPT = `try{var t=localStorage.getItem('${THEME_STORAGE_KEY}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}`;
