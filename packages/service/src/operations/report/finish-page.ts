/** The last page of a report that was kept fresh. */
import { defineTexts } from '@attune/core/texts';
import type { Context } from '../operation.ts';
import type { ReportWriter } from './writer.ts';

export const pageTexts = defineTexts('run-page', {
  unwritten: 'the page of the report could not be written: {reason}',
});

/** Whether it could be written; the user is told where not. */
export async function finishPage(context: Context, writer: ReportWriter): Promise<boolean> {
  const failure = await writer.finish();
  if (failure === null) return true;
  const message = pageTexts.unwritten({ reason: failure.message });
  context.progress({ kind: 'message', level: 'warning', message });
  return false;
}
