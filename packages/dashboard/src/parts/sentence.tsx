/** A sentence of the server's, with the commands in it set as such, and leading to the page that does the same. */
import { Anchor, Code } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { codeParts } from './code-words.ts';
import type { CommandPage } from './command-page.ts';

export type PageOf = (command: string) => CommandPage | null;

export interface SentenceProps {
  readonly text: string;
  readonly pageOf?: PageOf | undefined;
}

export function Sentence({ text, pageOf = () => null }: SentenceProps) {
  return codeParts(text).map(({ text: part, code }, index) =>
    code ? <Command key={index} command={part} page={pageOf(part)} /> : part,
  );
}

function Command({ command, page }: { readonly command: string; readonly page: CommandPage | null }) {
  const told = <Code fz="inherit">{command}</Code>;
  if (page === null) return told;
  return (
    <Anchor
      inherit
      underline="always"
      renderRoot={(props) =>
        page.to === '/compare' ? (
          <Link {...props} to={page.to} search={{ trials: page.trials }} />
        ) : (
          <Link {...props} to={page.to} params={{ round: String(page.round) }} />
        )
      }
    >
      {told}
    </Anchor>
  );
}
