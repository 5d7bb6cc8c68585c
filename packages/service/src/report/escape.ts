/** Every text that a page, a drawing or a terminal shows goes through here: names, notes and values are never markup. */

/** Text safe in HTML and XML content and in quoted attributes; `printable` included. */
export function escapeXml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/**
 * Control characters, which terminals obey and XML forbids, become �; so do unpaired surrogates, and the marks that
 * reorder a line, by which a command could read other than it runs. Tab and line ends stay.
 */
export function printable(text: string): string {
  return text.toWellFormed().replace(/(?![\t\n\r])[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu, '�');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
