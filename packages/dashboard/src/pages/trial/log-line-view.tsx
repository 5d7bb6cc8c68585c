/** A line of a log; the words that were looked for are marked. Its text is text, whatever it holds. */
import { memo, type ReactNode } from 'react';
import type { LogLine } from './log-window.ts';
import classes from './trial-log.module.css';

export interface LogLineViewProps {
  readonly line: LogLine;
  readonly trouble: boolean;
  readonly find: string | undefined;
}

export const LogLineView = memo(function LogLineView({ line: { text, clipped }, trouble, find }: LogLineViewProps) {
  return (
    <div className={classes['line']} data-trouble={trouble}>
      {find === undefined ? text : marked(text, find)}
      {clipped && ' …'}
    </div>
  );
});

function marked(text: string, find: string): readonly ReactNode[] {
  const parts: ReactNode[] = [];
  const [low, words] = [text.toLowerCase(), find.toLowerCase()];
  let from = 0;
  for (let at = low.indexOf(words); at !== -1; at = low.indexOf(words, from)) {
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + find.length)}</mark>);
    from = at + find.length;
  }
  return [...parts, text.slice(from)];
}
