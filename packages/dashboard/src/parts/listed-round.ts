/** A round as the list of rounds tells of it. */
import type { Api } from '@attune/client';

export type Round = Api['GET /rounds']['result']['rounds'][number];
