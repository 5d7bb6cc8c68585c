/** A finding as a round's report tells it. */
import type { Api } from '@attune/client';

export type Finding = Api['GET /rounds/{round}/report']['result']['report']['findings'][number];
