/** Trials as an address shows them: `1,5-9`; of very many, scattered ones a bit for each, which is shorter. */

/** Texts longer than this are written as bits where that is shorter, in characters. */
const readable = 400;
const bitsMark = '~';
/** No project has more trials: a mistyped address must not fill the memory. */
const most = 1_000_000;

/** Ascending ranges, or bits after `~`; empty for none. */
export function writeRanges(trials: Iterable<number>): string {
  const sorted = [...new Set(trials)].toSorted((a, b) => a - b);
  const parts: string[] = [];
  let from = 0;
  while (from < sorted.length) {
    let last = from;
    while (sorted[last + 1] === (sorted[last] ?? 0) + 1) last++;
    parts.push(last === from ? `${sorted[from]}` : `${sorted[from]}-${sorted[last]}`);
    from = last + 1;
  }
  const text = parts.join(',');
  if (text.length <= readable) return text;
  const bits = writeBits(sorted);
  return bits.length < text.length ? bits : text;
}

/** Ascending; what cannot be read is left out. */
export function readRanges(text: string): readonly number[] {
  if (text.startsWith(bitsMark)) return readBits(text.slice(1));
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [, from, to = from] = /^\s*(\d{1,7})(?:-(\d{1,7}))?\s*$/.exec(part) ?? [];
    const [first, last] = [Number(from), Math.min(most, Number(to))];
    for (let trial = Math.max(1, first); trial <= last; trial++) found.add(trial);
  }
  return [...found].sort((a, b) => a - b);
}

/** `first.` and, in base64 of addresses, a bit for each number from there. */
function writeBits(sorted: readonly number[]): string {
  const [first = 0] = sorted;
  const bytes = new Uint8Array(Math.floor(((sorted.at(-1) ?? first) - first) / 8) + 1);
  for (const trial of sorted) {
    const at = trial - first;
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (1 << (at & 7));
  }
  const code = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `${bitsMark}${first}.${code.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

function readBits(text: string): readonly number[] {
  const [, start, code] = /^(\d{1,7})\.([\w-]*)$/.exec(text) ?? [];
  if (start === undefined || code === undefined || code.length > most / 6) return [];
  // One letter too many stands for no byte.
  if (code.length % 4 === 1) return [];
  const bytes = atob(code.replaceAll('-', '+').replaceAll('_', '/'));
  const found: number[] = [];
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes.charCodeAt(index);
    for (let bit = 0; bit < 8; bit++) if ((byte >> bit) & 1) found.push(Number(start) + 8 * index + bit);
  }
  return found;
}
