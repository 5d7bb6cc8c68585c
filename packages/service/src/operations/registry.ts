/** Every operation, registered once. Adapters find operations here; published schemas are made from this table. */
import type { TSchema } from 'typebox';
import { audit } from './audit/audit.ts';
import { best } from './report/best.ts';
import { check } from './check.ts';
import { compare } from './compare/compare.ts';
import { exportTable } from './log/export.ts';
import { init } from './init/init.ts';
import { launch } from './launch/launch.ts';
import { log } from './log/log.ts';
import { next } from './next/next.ts';
import { note } from './log/note.ts';
import type { Operation } from './operation.ts';
import { report } from './report/report.ts';
import { roundNew } from './design/new.ts';
import { roundPlan } from './design/plan.ts';
import { run } from './run/run.ts';
import { scriptHelp } from './script-help/run.ts';
import { show } from './show.ts';
import { status } from './status.ts';
import { stop } from './run/stop.ts';
import { tokenList } from './tokens/list.ts';
import { tokenNew } from './tokens/new.ts';
import { tokenRevoke } from './tokens/revoke.ts';
import { trials } from './trials.ts';
import { unseal } from './launch/unseal.ts';

export const operations: readonly Operation[] = [
  init,
  scriptHelp,
  check,
  roundNew,
  roundPlan,
  run,
  status,
  trials,
  show,
  stop,
  report,
  next,
  log,
  note,
  best,
  exportTable,
  audit,
  compare,
  launch,
  unseal,
  tokenNew,
  tokenList,
  tokenRevoke,
];

/** The operation of that name, or `undefined`. */
export function operationNamed(name: string): Operation | undefined {
  return operations.find((operation) => operation.name === name);
}

/** The schema of each operation's result document, by the name that the document carries: `init/1`. */
export function operationSchemas(): readonly { readonly name: string; readonly schema: TSchema }[] {
  return operations.map(({ name, result }) => ({ name: documentName(result) ?? `${name}/1`, schema: result }));
}

function documentName(result: TSchema): string | undefined {
  const id: unknown = Reflect.get(result, '$id');
  return typeof id === 'string' ? id : undefined;
}
