/** Help that teaches, made from the table of commands: what a command is for, its options, examples, where to read on. */
import type { Message } from '@attune/core/texts';
import type { Argument, Command, CommandFace, Option } from './command.ts';
import type { Output } from './terminal.ts';
import { cliTexts } from './texts.ts';
import { displayWidth, pad, wrap } from './width.ts';

/** Help on one command, on a group of commands, or (with no topic) on the whole program. */
export function help(topic: string, commands: readonly Command[], output: Output): string {
  const command = commands.find((one) => one.name === topic);
  if (command !== undefined) return commandHelp(command, output);
  const group = commands.filter((one) => one.hidden !== true && (topic === '' || one.name.startsWith(`${topic} `)));
  return overview(topic, group, output);
}

/** How a command is written: `attune stop <trial> [options]`. */
export function usageOf(command: CommandFace): string {
  const words = command.arguments.map(argumentWord);
  return ['attune', command.name, ...words, ...(command.options.length > 0 ? ['[options]'] : [])].join(' ');
}

function overview(topic: string, commands: readonly Command[], output: Output): string {
  const width = textWidth(output);
  const rows = commands.map((command): Row => [command.name, command.summary.text]);
  return sections([
    ...(topic === '' ? [paragraph(cliTexts.tagline(), width), paragraph(cliTexts.overview(), width)] : []),
    `${title(cliTexts.usage(), output)} attune ${topic === '' ? '' : `${topic} `}<command> [options]\n`,
    listed(cliTexts.commands(), rows, output),
    listed(cliTexts.everyCommand(), globalRows(true), output),
    paragraph(cliTexts.helpOfCommand(), width) + paragraph(cliTexts.readMore({ where: 'docs/cli.md' }), width),
  ]);
}

function commandHelp(command: Command, output: Output): string {
  const width = textWidth(output);
  return sections([
    `${output.colours.bold(`attune ${command.name}`)}: ${command.summary.text}\n`,
    `${title(cliTexts.usage(), output)} ${usageOf(command)}\n`,
    ...command.explanation.map((message) => paragraph(message, width)),
    listed(
      cliTexts.arguments(),
      command.arguments.map((argument): Row => [argumentWord(argument), described(argument)]),
      output,
    ),
    listed(
      cliTexts.options(),
      command.options.map((option): Row => [optionWord(option), described(option)]),
      output,
    ),
    listed(cliTexts.everyCommand(), globalRows(false), output),
    examples(command, output),
    paragraph(cliTexts.readMore({ where: command.more }), width),
  ]);
}

type Row = readonly [term: string, meaning: string];

function globalRows(withVersion: boolean): readonly Row[] {
  return [
    ['--json', cliTexts.optionJson().text],
    ['--project <path>', cliTexts.optionProject().text],
    ['--no-color', cliTexts.optionColor().text],
    ['-h, --help', cliTexts.optionHelp().text],
    ...(withVersion ? [['-V, --version', cliTexts.optionVersion().text] as const] : []),
  ];
}

function argumentWord(argument: Argument): string {
  const word = argument.variadic === true ? `${argument.property}...` : argument.property;
  return argument.required ? `<${word}>` : `[${word}]`;
}

function optionWord(option: Option): string {
  const flags = option.short === undefined ? option.flag : `${option.short}, ${option.flag}`;
  return option.type === 'switch' ? flags : `${flags} <${option.value ?? 'value'}>`;
}

function described(one: Argument | Option): string {
  const parts = [one.describe.text];
  if (one.choices !== undefined) parts.push(cliTexts.choices({ choices: one.choices.join(', ') }).text);
  if (one.type === 'repeated') parts.push(cliTexts.repeatable().text);
  return parts.join('; ');
}

function examples(command: Command, output: Output): string {
  if (command.examples.length === 0) return '';
  const width = textWidth(output);
  const shown = command.examples.map(
    (example) =>
      `  ${output.colours.cyan(example.command)}\n` +
      wrap(example.describe.text, width - 6)
        .map((line) => `      ${line}\n`)
        .join(''),
  );
  return `${title(cliTexts.examples(), output)}\n${shown.join('')}`;
}

/** Terms in one column, their meanings wrapped beside it; a term that is too long stands on a line of its own. */
function listed(heading: Message, rows: readonly Row[], output: Output): string {
  if (rows.length === 0) return '';
  const column = Math.min(26, Math.max(...rows.map(([term]) => displayWidth(term)))) + 2;
  const lines = rows.flatMap(([term, meaning]) => {
    const [first = '', ...rest] = wrap(meaning, textWidth(output) - column - 2);
    const below = rest.map((line) => ' '.repeat(column + 2) + line);
    if (displayWidth(term) > column - 2) return [`  ${term}`, ' '.repeat(column + 2) + first, ...below];
    return [`  ${pad(term, column)}${first}`.trimEnd(), ...below];
  });
  return `${title(heading, output)}\n${lines.join('\n')}\n`;
}

function title(heading: Message, output: Output): string {
  return output.colours.bold(`${heading.text}:`);
}

function paragraph(message: Message, width: number): string {
  return wrap(message.text, width)
    .map((line) => `${line}\n`)
    .join('');
}

/** Prose is easiest to read below 90 columns; files and pipes get the same. */
function textWidth(output: Output): number {
  return Math.max(40, Math.min(output.width, 88));
}

function sections(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
