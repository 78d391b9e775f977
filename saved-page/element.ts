/**
 * Makes an element. Text goes in as text, never as markup, so no field of a call can run anything.
 *
 * @param attributes An attribute that is false or null is left out.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number | boolean | null> = {},
  ...children: (Node | string | null)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false)
      made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** The element of the page with this id. */
export function part(id: string) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no part ${id}.`);
  return found;
}

/** Address of a file in the folder. Some servers read a plus sign in it as a space. */
export function addressOf(file: string) {
  return file.split('/').map(encodeURIComponent).join('/');
}
