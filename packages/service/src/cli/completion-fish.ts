/** The completion script of fish: one `complete` line for each command and option. */
import type { Completed, Values } from './completed.ts';

export function fishCompletion(commands: readonly Completed[]): string {
  const lines = commands.flatMap((command) => {
    const [first = '', second] = command.name.split(' ');
    const here =
      second === undefined
        ? `__fish_seen_subcommand_from ${first}`
        : `__fish_seen_subcommand_from ${first}; and __fish_seen_subcommand_from ${second}`;
    const begin =
      second === undefined
        ? `complete -c attune -f -n __fish_use_subcommand -a ${first} -d ${quoted(command.summary)}`
        : `complete -c attune -f -n '__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${second}' -a ${second} -d ${quoted(command.summary)}`;
    return [
      ...(second === undefined ? [] : [`complete -c attune -f -n __fish_use_subcommand -a ${first}`]),
      begin,
      ...(command.first === null ? [] : [`complete -c attune -n '${here}' ${offer(command.first)}`]),
      ...command.options.map(
        ({ flag, describe, values }) =>
          `complete -c attune -n '${here}' -l ${flag.slice(2)} -d ${quoted(describe)}` +
          (values === undefined ? '' : ` -r ${offer(values)}`),
      ),
    ];
  });
  return `# Completion of attune for fish. To install it:
#   attune completion fish > ~/.config/fish/completions/attune.fish
${[...new Set(lines)].join('\n')}
`;
}

function offer(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `-f -a ${quoted(values.words.join(' '))}`;
    case 'asked':
      return `-f -k -a '(attune __complete ${values.of} 2>/dev/null)'`;
    case 'files':
      return '-F';
    case 'unknown':
      return '-f';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
