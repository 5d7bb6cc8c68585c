/** The bash script runs in a real bash; bash is the one shell that every machine that runs the tests has. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allCommands } from './commands/index.ts';
import { completionScript, shells } from './completion.ts';
import { testCommands } from './testing/commands.ts';

const commands = await allCommands();

const folder = mkdtempSync(join(tmpdir(), 'attune-completion-'));
writeFileSync(join(folder, 'completion.bash'), completionScript('bash', testCommands));
writeFileSync(join(folder, 'attune'), '#!/bin/sh\n[ "$*" = "__complete trial" ] && printf "7\\n12\\n71\\n"\n');
chmodSync(join(folder, 'attune'), 0o755);
writeFileSync(join(folder, 'notes.txt'), '');

/** What bash offers after Tab; words as bash splits a line. */
function offered(...words: readonly string[]): readonly string[] {
  const script = `
    source ./completion.bash
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _attune ./attune "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync('bash', ['--norc', '--noprofile', '-c', script, 'bash', ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  return out.split('\n').filter((line) => line !== '');
}

describe('in bash', () => {
  it.each([
    [
      ['attune', ''],
      ['paint', 'house', 'completion'],
    ],
    [['attune', 'p'], ['paint']],
    [['attune', '--v'], ['--version']],
    [['attune', 'house', ''], ['plan']],
    [
      ['attune', 'paint', '--co'],
      ['--coats', '--colours'],
    ],
    [['attune', '--json', 'paint', '--dry'], ['--dry-first']],
    [['attune', '--project', 'x', 'paint', '--dry'], ['--dry-first']],
    [
      ['attune', 'paint', '--finish', ''],
      ['matt', 'gloss'],
    ],
    [
      ['attune', 'paint', '--finish', '='],
      ['matt', 'gloss'],
    ],
    [['attune', 'paint', '--finish', '=', 'g'], ['gloss']],
    [['attune', 'paint', '--coats', ''], []],
    [
      ['attune', 'paint', ''],
      ['7', '12', '71'],
    ],
    [
      ['attune', 'paint', '7'],
      ['7', '71'],
    ],
    [['attune', 'paint', '--project', 'no'], ['notes.txt']],
    [
      ['attune', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['attune', 'house', 'plan', '--j'], ['--json']],
    [['attune', 'nothing', ''], []],
  ])('%j offers %j', (words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });

  it('is asked to keep the order of numbers', () => {
    const registered = `source ./completion.bash && complete -p attune`;
    const out = execFileSync('bash', ['--norc', '--noprofile', '-c', registered], { cwd: folder, encoding: 'utf8' });
    expect(out).toBe('complete -o nosort -F _attune attune\n');
  });

  it('is a script that bash can read, for the real commands', () => {
    const real = join(folder, 'real.bash');
    writeFileSync(real, completionScript('bash', commands));
    expect(execFileSync('bash', ['-n', real], { encoding: 'utf8' })).toBe('');
  });
});

describe.each(shells)('for %s', (shell) => {
  const script = completionScript(shell, commands);

  it('knows every visible command and option, and no hidden one', () => {
    for (const command of commands.filter(({ hidden }) => hidden !== true)) {
      // Fish is told the words of a name one after the other.
      const names = shell === 'fish' ? command.name.split(' ').map((word) => ` -a ${word}`) : [command.name];
      for (const name of names) expect(script).toContain(name);
      for (const { flag } of command.options) {
        expect(script).toContain(shell === 'fish' ? ` -l ${flag.slice(2)} ` : flag);
      }
    }
    expect(script.replaceAll('attune __complete', '').includes("'__complete'")).toBe(false);
  });
});

it('asks fish and zsh for trials too', () => {
  expect(completionScript('fish', testCommands)).toContain(
    "complete -c attune -n '__fish_seen_subcommand_from paint' -f -k -a '(attune __complete trial 2>/dev/null)'",
  );
  expect(completionScript('zsh', testCommands)).toContain("'1:value:{_attune_ask trial}'");
});
