/** The completion script of zsh: the same knowledge, with descriptions. */
import { flagsOfProgram, groupsOf, type Completed, type CompletedOption, type Values } from './completed.ts';

export function zshCompletion(commands: readonly Completed[]): string {
  const groups = groupsOf(commands);
  const firsts = commands.filter((one) => !one.name.includes(' '));
  const described = [
    ...firsts.map((one) => quoted(`${one.name}:${one.summary}`)),
    ...groups.map(({ name, members }) => quoted(`${name}:${members.join(', ')}`)),
  ];
  const groupCases = groups.map(
    ({ name, members }) =>
      `    ${quoted(name)})\n      if (( CURRENT == 3 )); then compadd -- ${members.join(' ')}; return; fi\n` +
      `      command="$command $words[3]"; at=3 ;;\n`,
  );
  const commandCases = commands.map(
    (one) =>
      `    ${quoted(one.name)})\n      _arguments -S : \\\n${[
        ...one.options.map(optionSpec),
        ...(one.first === null ? [] : [quoted(`1:value:${action(one.first)}`)]),
      ]
        .map((spec) => `        ${spec}`)
        .join(' \\\n')} ;;\n`,
  );
  return `#compdef attune
# Completion of attune for zsh. To install it, write it to a folder of $fpath:
#   attune completion zsh > ~/.zfunc/_attune
_attune_ask() {
  local -a found
  found=(\${(f)"$(_call_program candidates attune __complete $1 2>/dev/null)"})
  compadd -V numbers -- $found
}
_attune() {
  local -a commands
  local command="$words[2]" at=2
  commands=(
    ${described.join('\n    ')}
  )
  if (( CURRENT == 2 )); then
    if [[ $words[2] == -* ]]; then compadd -- ${flagsOfProgram.join(' ')}
    else _describe command commands
    fi
    return
  fi
  case "$command" in
${groupCases.join('')}    *) ;;
  esac
  words=(attune "\${(@)words[at+1,-1]}")
  (( CURRENT -= at - 1 ))
  case "$command" in
${commandCases.join('')}  esac
}
if [ "$funcstack[1]" = "_attune" ]; then _attune "$@"; else compdef _attune attune; fi
`;
}

function optionSpec(option: CompletedOption): string {
  const describe = option.describe.replace(/[[\]:\\]/g, '\\$&');
  if (option.values === undefined) return quoted(`${option.flag}[${describe}]`);
  return quoted(`*${option.flag}=[${describe}]:value:${action(option.values)}`);
}

function action(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `(${values.words.join(' ')})`;
    case 'asked':
      return `{_attune_ask ${values.of}}`;
    case 'files':
      return '_files';
    case 'unknown':
      return ' ';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
