/** A metric that a round's trials reported, as the list of metrics tells of it. */
import type { Api } from '@attune/client';

export type Metric = Api['GET /rounds/{round}/metrics']['result']['metrics'][number];
