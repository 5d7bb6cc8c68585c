/** `/rounds`: the latest round; before the first, the notebook, which says how to begin. */
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { read } from '../api/queries.ts';
import { Loaded } from '../parts/loaded.tsx';

export function LatestRound() {
  const rounds = useQuery(read('GET /rounds', {}));
  return (
    <Loaded query={rounds} height={200}>
      {({ rounds: [...all] }) => {
        const latest = all.at(-1);
        if (latest === undefined) return <Navigate to="/" replace />;
        return <Navigate to="/rounds/$round" params={{ round: String(latest.round) }} replace />;
      }}
    </Loaded>
  );
}
