/**
 * Which reads of the API a change makes old. A change names its kind and its subject (`trial.completed` of `trial 7`);
 * what this table does not know is taken to touch everything, so that a new kind of change is never missed.
 */
import type { Route } from '@attune/client';

export interface Change {
  readonly kind: string;
  /** `trial 7`, `round 1`, `project`. */
  readonly subject: string;
}

/** Reads of one route that are old: all of them, or those of one trial or round. */
export interface StaleReads {
  readonly route: Route;
  /** Only reads whose input has this value, or holds it in a list. */
  readonly only?: { readonly name: 'trial' | 'trials'; readonly value: number };
}

const ofTrials: readonly Route[] = [
  'GET /jobs',
  'GET /status',
  'GET /rounds',
  'GET /trials',
  'GET /best',
  'GET /comparison',
  'GET /rounds/{round}/table',
  'GET /rounds/{round}/report',
  'GET /rounds/{round}/metrics',
];

const ofOneTrial: readonly Route[] = [
  'GET /trials/{trial}',
  'GET /trials/{trial}/diagnoses',
  'GET /trials/{trial}/log',
];

const ofFiles: readonly Route[] = ['GET /round-files', 'GET /round-files/{name}', 'GET /rounds/plan', 'GET /next'];

const ofRounds: readonly Route[] = [...ofFiles, 'GET /notebook', 'GET /log'];

const ofProject: readonly Route[] = [...ofRounds, 'GET /project', 'GET /rounds'];

/** What has been asked for and is not done. */
const ofRequests: readonly Route[] = ['GET /jobs', 'GET /status', 'GET /rounds'];

/** Null: everything. */
export function staleReads({ kind, subject }: Change): readonly StaleReads[] | null {
  const [noun = ''] = kind.split('.');
  const number = Number(subject.split(' ')[1]);
  const trial = subject.startsWith('trial ') && Number.isSafeInteger(number) ? number : null;
  const own = trial === null ? [] : readsOf(trial);
  switch (noun) {
    case 'note':
      return [...all(['GET /notebook', 'GET /log']), ...own];
    case 'trial':
    case 'attempt':
      return [...all(ofTrials), ...own];
    case 'round':
    case 'comparison':
    case 'metrics':
      return all([...ofTrials, ...ofRounds]);
    case 'launch':
      return all(ofProject);
    case 'lease':
    case 'request':
      return all(ofRequests);
    case 'round-file':
      return all(ofFiles);
    case 'token':
      return all(['GET /me']);
    // Who changed something, and who was not let in: what changed tells for itself.
    case 'http':
    case 'access':
      return [];
    default:
      return null;
  }
}

function readsOf(trial: number): readonly StaleReads[] {
  const own = ofOneTrial.map((route) => ({ route, only: { name: 'trial' as const, value: trial } }));
  return [...own, { route: 'GET /curves', only: { name: 'trials', value: trial } }];
}

function all(routes: readonly Route[]): readonly StaleReads[] {
  return routes.map((route) => ({ route }));
}

/** Reads that take the server a while: they are repeated less often while much happens. */
const slow: readonly Route[] = ['GET /log', 'GET /next', 'GET /rounds/{round}/table', 'GET /rounds/{round}/report'];
const slowRoutes: ReadonlySet<string> = new Set(slow);

export function isSlow(route: string): boolean {
  return slowRoutes.has(route);
}
