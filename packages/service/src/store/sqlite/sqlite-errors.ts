/** SQLite's errors in the store's words, where a user can do something about them. */
import { AttuneError } from '@attune/core/errors';
import { storeTexts } from '../refusals.ts';

/** SQLite's primary result codes. */
const codes = { busy: 5, readOnly: 8, io: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 };

/** What to throw in place of `error`: itself where it is no matter of the file or the disk. */
export function inWords(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error;
  switch (resultCode(error)) {
    case codes.full:
    case codes.io:
      return new AttuneError('unavailable', storeTexts.full({ reason: error.message }), { cause: error });
    case codes.readOnly:
    case codes.corrupt:
    case codes.cannotOpen:
    case codes.notADatabase:
      return new AttuneError('unavailable', storeTexts.unreadable({ path, reason: error.message }), { cause: error });
    case undefined:
    default:
      return isFileError(error)
        ? new AttuneError('unavailable', storeTexts.unreadable({ path, reason: error.message }), { cause: error })
        : error;
  }
}

/** What `node:fs` throws: a missing permission, a file where a directory is needed. */
function isFileError(error: Error): boolean {
  return 'syscall' in error;
}

/** Whether another process holds the lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && resultCode(error) === codes.busy;
}

/** Extended codes carry the primary one in their lowest byte. */
function resultCode(error: Error): number | undefined {
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
