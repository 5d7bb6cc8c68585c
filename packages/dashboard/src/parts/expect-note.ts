/** Shows a note before the server has it. */
import type { QueryClient } from '@tanstack/react-query';
import type { Api } from '@attune/client';

/** One of both, or none for the project. */
export interface NoteAbout {
  readonly round?: number;
  readonly trial?: number;
}

type Notebook = Api['GET /notebook']['result'];
type Shown = Api['GET /trials/{trial}']['result'];

/** In the notebook and, of a trial, on its page. Returns what takes it away again. */
export function expectNote(queries: QueryClient, { round, trial }: NoteAbout, text: string): () => void {
  const time = new Date().toISOString();
  const subject = round !== undefined ? `round ${round}` : trial !== undefined ? `trial ${trial}` : 'project';
  const note = { kind: 'note' as const, time, note: 0, subject, text };
  queries.setQueriesData<Notebook>({ queryKey: ['GET /notebook'] }, (old) =>
    old === undefined ? undefined : { ...old, entries: [...old.entries, note] },
  );
  if (trial !== undefined) {
    queries.setQueriesData<Shown>(
      { queryKey: ['GET /trials/{trial}'], predicate: ({ queryKey: [, input] }) => isOf(input, trial) },
      (old) => (old === undefined ? undefined : { ...old, notes: [...old.notes, { time, text }] }),
    );
  }
  return () => {
    queries.setQueriesData<Notebook>({ queryKey: ['GET /notebook'] }, (old) =>
      old === undefined ? undefined : { ...old, entries: old.entries.filter((entry) => entry !== note) },
    );
    void queries.invalidateQueries({ queryKey: ['GET /trials/{trial}'] });
  };
}

function isOf(input: unknown, trial: number): boolean {
  return typeof input === 'object' && input !== null && Number(Reflect.get(input, 'trial')) === trial;
}
