/** The completion script of bash. It needs no other package, and bash 3.2 (macOS) can read it. */
import { flagsOfProgram, groupsOf, type Completed, type Values } from './completed.ts';

export function bashCompletion(commands: readonly Completed[]): string {
  const groups = groupsOf(commands);
  const names = [...new Set(commands.map((one) => one.name.split(' ')[0] ?? ''))];
  const optionCases = commands.map((one) => `    '${one.name}') words='${flagsOf(one)}' ;;`);
  const valueCases = commands.flatMap((one) =>
    one.options.flatMap(({ flag, values }) =>
      values === undefined ? [] : [`    '${one.name} ${flag}') ${offer(values)}; return ;;`],
    ),
  );
  const firstCases = [
    `    '') ${offer({ kind: 'words', words: names })} ;;`,
    ...groups.map(({ name, members }) => `    '${name}') ${offer({ kind: 'words', words: members })} ;;`),
    ...commands.flatMap((one) => (one.first === null ? [] : [`    '${one.name}') ${offer(one.first)} ;;`])),
  ];
  return `# Completion of attune for bash. To install it:
#   attune completion bash > ~/.local/share/bash-completion/completions/attune
_attune() {
  local program="$1" current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local command='' words='' i
  COMPREPLY=()
  # "--name=value" arrives as three words.
  if [ "$previous" = '=' ]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  if [ "$current" = '=' ]; then current=''; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      --project) i=$((i + 1)) ;;
      -*) ;;
      *)
        command="\${command:+$command }\${COMP_WORDS[i]}"
        case "$command" in ${groups.length === 0 ? "''" : groups.map(({ name }) => `'${name}'`).join('|')}) ;; *) break ;; esac
        ;;
    esac
  done
  case "$command $previous" in
    *' --project') COMPREPLY=($(compgen -f -- "$current")); return ;;
${valueCases.join('\n')}
  esac
  case "$current" in
    -*)
      case "$command" in
    '') words='${flagsOfProgram.join(' ')}' ;;
${optionCases.join('\n')}
      esac
      COMPREPLY=($(compgen -W "$words" -- "$current"))
      return
      ;;
  esac
  case "$command" in
${firstCases.join('\n')}
  esac
}
# In the order given, so that trial 10 stands after trial 9; bash before 4.4 sorts by letters.
complete -o nosort -F _attune attune 2>/dev/null || complete -F _attune attune
`;
}

/** The shell command that fills in what a value can be. */
function offer(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W '${values.words.join(' ')}' -- "$current"))`;
    case 'asked':
      return `COMPREPLY=($(compgen -W "$("$program" __complete ${values.of} 2>/dev/null)" -- "$current"))`;
    case 'files':
      return 'COMPREPLY=($(compgen -f -- "$current"))';
    case 'unknown':
      return ':';
  }
}

function flagsOf(command: Completed): string {
  return command.options.map((option) => option.flag).join(' ');
}
