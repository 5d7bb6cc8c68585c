/** A claim as the title of a figure, wrapped so that it does not widen it. */

/** Pixels of a bold character of 12, as Vega estimates them where it cannot measure: wider than any common font. */
const characterWidth = 9.6;
/** Pixels of the axis to the left, over which the title reaches too. */
const axisWidth = 50;

/** Lines that fit above a plot of `width` pixels; a single longer word keeps its line. */
export function titleLines(claim: string, width: number): readonly string[] {
  const most = Math.floor((width + axisWidth) / characterWidth);
  const lines: string[] = [];
  let line = '';
  for (const word of claim.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
