/** A figure as a file of one's own: vector, pixels, or the specification with its data. */

export type FileKind = 'svg' | 'png' | 'json';

/** `axis:lr` → `axis-lr.svg`. */
export function fileName(id: string, kind: FileKind): string {
  const plain = id.replaceAll(/[^A-Za-z0-9._=-]+/g, '-').replaceAll(/^[-.]+|[-.]+$/g, '');
  return `${plain === '' ? 'figure' : plain}.${kind}`;
}

/** Hands the file to the browser. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
