import { defineTexts } from '@attune/core/texts';
import type { LocalCommand } from '../command.ts';
import { completionScript, shells } from '../completion.ts';

const texts = defineTexts('cli-completion', {
  summary: 'print a script for completion in your shell',
  explanation:
    'The script knows every command and option of this version; trial numbers are asked of the project when you press ' +
    'Tab. Write it where your shell looks for completions, and open a new shell.',
  shell: 'the shell',
  bash: 'for bash with the bash-completion package; else append it to ~/.bashrc',
  zsh: 'for zsh; ~/.zfunc must be in $fpath before compinit',
  fish: 'for fish',
});

export const completionCommand: LocalCommand = {
  kind: 'local',
  name: 'completion',
  summary: texts.summary(),
  explanation: [texts.explanation()],
  arguments: [{ property: 'shell', type: 'text', required: true, describe: texts.shell(), choices: shells }],
  options: [],
  examples: [
    {
      command: 'attune completion bash > ~/.local/share/bash-completion/completions/attune',
      describe: texts.bash(),
    },
    { command: 'attune completion zsh > ~/.zfunc/_attune', describe: texts.zsh() },
    { command: 'attune completion fish > ~/.config/fish/completions/attune.fish', describe: texts.fish() },
  ],
  more: 'docs/cli.md#completion',
  run: (given, { commands, print }) => {
    const shell = shells.find((one) => one === given['shell']);
    if (shell === undefined) throw new Error('the parser let an unknown shell through');
    const script = completionScript(shell, commands);
    print({ schema: 'completion/1', shell, script }, script);
    return Promise.resolve('ok');
  },
};
