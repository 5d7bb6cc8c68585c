/** In place of a page whose code did not come: waits for the server, and loads the address again when it is back. */
import { useEffect } from 'react';
import { connection } from '../api/connection.ts';
import { useSignal } from '../api/signal.ts';
import { PageError } from './page-error.tsx';

export function PageCodeMissing({ error }: { readonly error: Error }) {
  const live = useSignal(connection) === 'live';
  useEffect(() => {
    let away = connection.get() !== 'live';
    return connection.subscribe(() => {
      if (connection.get() !== 'live') away = true;
      else if (away) window.location.reload();
    });
  }, []);
  return <PageError error={error} away={!live} />;
}
