/** A tooltip that leaves Escape to the page; its target takes what it is given: `{(target) => <Button {...target} />}`. */
import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { useHint, type HintTarget } from './use-hint.ts';

export interface HintProps {
  readonly label: string;
  /** Of several lines, at most this many pixels wide. */
  readonly width?: number;
  readonly children: (target: HintTarget) => ReactElement;
}

export function Hint({ label, width, children }: HintProps) {
  const { opened, target } = useHint();
  return (
    <Tooltip label={label} opened={opened} {...(width === undefined ? {} : { multiline: true, maw: width })}>
      {children(target)}
    </Tooltip>
  );
}
