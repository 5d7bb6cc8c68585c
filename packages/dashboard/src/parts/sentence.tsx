/** A sentence of the server's, with the commands in it set as such. */
import { Code } from '@mantine/core';
import { codeParts } from './code-words.ts';

export function Sentence({ text }: { readonly text: string }) {
  return codeParts(text).map(({ text: part, code }, index) =>
    code ? (
      <Code key={index} fz="inherit">
        {part}
      </Code>
    ) : (
      part
    ),
  );
}
