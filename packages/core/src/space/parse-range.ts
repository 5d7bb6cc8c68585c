/** The form `range: [low, high]`, with `type` and `scale`. */
import { display } from './display.ts';
import { report, type Definition, type Findings } from './definition.ts';
import type { RangeHyperparameter, Scale } from './hyperparameter.ts';
import { readNumber } from './number.ts';
import { rangeProblems } from './range-problems.ts';
import { spaceTexts } from './space-texts.ts';

export function parseRange(definition: Definition, findings: Findings): RangeHyperparameter | undefined {
  const { named, body, path } = definition;
  const kind = readType(definition, findings);
  const scale = readScale(definition, findings);
  const raw = body['range'];
  if (!Array.isArray(raw) || raw.length !== 2) {
    report(findings, [...path, 'range'], spaceTexts.rangeForm({ name: named.id, value: display(raw) }));
    return undefined;
  }
  const [low, high] = raw.map((end: unknown, index) => {
    const read = readNumber(named.id, end);
    if (!read.ok) report(findings, [...path, 'range', index], read.message);
    return read.ok ? read.value : undefined;
  });
  if (low === undefined || high === undefined || kind === undefined || scale === undefined) return undefined;
  const range = { kind, ...named, low, high, scale };
  const problems = rangeProblems(range);
  for (const { end, message } of problems) {
    report(findings, [...path, 'range', ...(end === undefined ? [] : [end])], message);
  }
  return problems.length === 0 ? range : undefined;
}

function readType({ named, body, path }: Definition, findings: Findings): 'float' | 'integer' | undefined {
  const type = body['type'];
  if (type === undefined) return 'float';
  if (type === 'float' || type === 'integer') return type;
  report(findings, [...path, 'type'], spaceTexts.badType({ name: named.id, value: display(type) }));
  return undefined;
}

function readScale({ named, body, path }: Definition, findings: Findings): Scale | undefined {
  const scale = body['scale'];
  if (scale === undefined) return 'linear';
  if (scale === 'linear' || scale === 'log' || scale === 'reverse-log') return scale;
  report(findings, [...path, 'scale'], spaceTexts.badScale({ name: named.id, value: display(scale) }));
  return undefined;
}
