/** What only some may do: not shown to others, who would be refused. */
import type { ReactNode } from 'react';
import { useMay, type Scope } from '../api/use-me.ts';

export interface AllowedProps {
  readonly scope: Scope;
  readonly children: ReactNode;
}

export function Allowed({ scope, children }: AllowedProps) {
  return useMay(scope) ? children : null;
}
