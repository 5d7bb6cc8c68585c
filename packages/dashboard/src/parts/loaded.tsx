/** What a read gave, once it is there: before, a place of its height; where it failed, the reason and a way on. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PageError } from './page-error.tsx';
import { Waiting } from './waiting.tsx';

export interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** Of the place that is kept until then, in pixels: close to what comes, so that nothing jumps. */
  readonly height: number;
  readonly children: (data: T) => ReactNode;
}

export function Loaded<T>({ query, height, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <PageError error={query.error} retry={() => void query.refetch()} />;
  return <Waiting height={height} />;
}
