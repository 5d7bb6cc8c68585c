import type { Api } from '@attune/client';

/** A trial as the server shows it. */
export type Shown = Api['GET /trials/{trial}']['result'];
