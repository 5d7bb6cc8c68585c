/** The HTTP status of each kind of error: the one table, which `docs/api.md` lists. */
import type { ErrorDocument } from '../operations/error-document.ts';

export const statusOf: Readonly<Record<ErrorDocument['code'], number>> = {
  invalid: 400,
  unauthorised: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unsupported: 422,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
};
