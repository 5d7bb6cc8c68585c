/** Which words ask a training program for its help: the command up to the script itself, then `--help`. */
import { AttuneError } from '@attune/core/errors';
import { parseCommand } from '../../protocol/index.ts';
import { inputTexts } from '../operation-input.ts';

/** `torchrun --nproc-per-node 2 train.py --epochs ${max_steps} ${args}` → `torchrun --nproc-per-node 2 train.py --help`. */
export function helpArguments(command: string): readonly string[] {
  const { template, problems } = parseCommand(command);
  if (problems.length > 0) {
    const issues = problems.map((message) => ({ message, path: ['command'] }));
    throw new AttuneError('invalid', inputTexts.refused({ operation: 'command', count: issues.length }), { issues });
  }
  // A word with a macro has no value yet: the script's own words begin there at the latest.
  const words: string[] = [];
  for (const word of template.words) {
    if (word.some((piece) => piece.kind === 'macro')) break;
    words.push(word.map((piece) => (piece.kind === 'text' ? piece.text : '')).join(''));
  }
  return [...words.slice(0, programLength(words)), '--help'];
}

/** How many words name the program: through the script or the module; else up to the first option. */
function programLength(words: readonly string[]): number {
  const script = words.findIndex((word) => /\.(py|ts|mts|js|mjs|sh|jl|R|rb|lua)$/.test(word));
  if (script >= 0) return script + 1;
  const module = words.indexOf('-m');
  if (module > 0) return Math.min(words.length, module + 2);
  const option = words.findIndex((word, index) => index > 0 && word.startsWith('-'));
  return option < 0 ? words.length : option;
}
