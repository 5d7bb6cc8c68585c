/** The client of the server that this page came from. */
import { attuneClient } from '@attune/client';

export const client = attuneClient();
