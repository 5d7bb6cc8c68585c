/** Every command, in the order of `attune --help`. A new command is a file here and a row. */
import type { Command } from '../command.ts';
import { bestCommand } from './best.ts';
import { checkCommand } from './check.ts';
import { completeCommand } from './complete.ts';
import { completionCommand } from './completion.ts';
import { exportCommand } from './export.ts';
import { initCommand } from './init.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { showCommand } from './show.ts';
import { statusCommand } from './status.ts';
import { stopCommand } from './stop.ts';
import { trialsCommand } from './trials.ts';

export const commands: readonly Command[] = [
  initCommand,
  checkCommand,
  runCommand,
  statusCommand,
  trialsCommand,
  showCommand,
  stopCommand,
  reportCommand,
  bestCommand,
  exportCommand,
  completionCommand,
  completeCommand,
];
