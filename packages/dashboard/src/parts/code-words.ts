/** A sentence in parts: words, and the commands and names that stand between backticks. */
export interface CodePart {
  readonly text: string;
  readonly code: boolean;
}

/** A single backtick without its partner is a character like others. */
export function codeParts(sentence: string): readonly CodePart[] {
  const parts: CodePart[] = [];
  let rest = 0;
  for (const match of sentence.matchAll(/`([^`]+)`/g)) {
    if (match.index > rest) parts.push({ text: sentence.slice(rest, match.index), code: false });
    parts.push({ text: match[1] ?? '', code: true });
    rest = match.index + match[0].length;
  }
  if (rest < sentence.length) parts.push({ text: sentence.slice(rest), code: false });
  return parts;
}
