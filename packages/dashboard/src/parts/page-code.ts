/** The code of a page or a dialog, which is loaded when it is first needed and may not come: no mistake of the page's own. */

export class PageCodeError extends Error {
  constructor(cause: unknown) {
    super('the code of the page could not be loaded', { cause });
  }
}

/** `load`: imports it. Its failure is a `PageCodeError`, whatever words the browser has for it. */
export function pageCode<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    try {
      return await load();
    } catch (cause) {
      throw new PageCodeError(cause);
    }
  };
}
