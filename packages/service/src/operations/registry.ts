/** Every operation, registered once. Adapters find operations here; published schemas are made from this table. */
import type { TSchema } from 'typebox';
import { audit } from './audit.ts';
import { best } from './best.ts';
import { check } from './check.ts';
import { compare } from './compare.ts';
import { exportTable } from './export.ts';
import { init } from './init.ts';
import { launch } from './launch.ts';
import { log } from './log.ts';
import { next } from './next.ts';
import { note } from './note.ts';
import type { Operation } from './operation.ts';
import { report } from './report.ts';
import { roundNew } from './round-new.ts';
import { roundPlan } from './round-plan.ts';
import { run } from './run.ts';
import { scriptHelp } from './script-help-run.ts';
import { show } from './show.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { tokenList } from './token-list.ts';
import { tokenNew } from './token-new.ts';
import { tokenRevoke } from './token-revoke.ts';
import { trials } from './trials.ts';
import { unseal } from './unseal.ts';

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
