// @ts-check

/**
 * Makes an element. Text goes in as text, never as markup: whatever a field of the call holds, it is
 * shown and does not run.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number | boolean | null>} [attributes] false and null leave one out.
 * @param {(Node | string | null)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false)
      made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * The element of the page with this id.
 *
 * @param {string} id
 */
export function part(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no part ${id}.`);
  return found;
}

/**
 * Address of a file of the folder. Of a plus sign in it some servers make a space.
 *
 * @param {string} file
 */
export function addressOf(file) {
  return file.split('/').map(encodeURIComponent).join('/');
}
