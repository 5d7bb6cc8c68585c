/** The numbers behind a finding, folded away. */
import { Text } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { numberText } from '../../parts/number-text.ts';
import classes from './round-page.module.css';

export const evidenceTexts = defineTexts('dashboard-evidence', { title: 'Evidence' });

export function EvidenceNumbers({ numbers }: { readonly numbers: Readonly<Record<string, number | string>> }) {
  const entries = Object.entries(numbers);
  if (entries.length === 0) return null;
  return (
    <details className={classes['folded']}>
      <summary>{evidenceTexts.title().text}</summary>
      <dl className={classes['numbers']}>
        {entries.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" size="xs" c="dimmed">
              {words(name)}
            </Text>
            <Text component="dd" size="xs" m={0} className="tabular">
              {numberText(Number(value))}
            </Text>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** `noiseFloor` → `noise floor`. */
function words(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
