/** What the trial's curves show, in words; marked on the curves below. And what a known message in its log means. */
import { Alert, List, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { numberText } from '../../parts/number-text.ts';
import { Section } from '../../parts/section.tsx';
import type { Shown } from './shown.ts';

export const trialDiagnosesTexts = defineTexts('dashboard-trial-diagnoses', {
  title: 'What its curves show',
  none: 'Nothing that stands out: no overfitting, no divergence, no spike, no stall.',
  unmeasured: 'It has measured nothing, so that nothing can be told.',
  from: '{name}: {metric} from {unit} {step}',
  between: '{name}: {metric} from {unit} {step} to {until}',
  sure: '{percent} % sure',
  failed: 'Why it ended',
});

export function TrialDiagnoses({ trial, shown }: { readonly trial: number; readonly shown: Shown }) {
  const { data: project } = useQuery(read('GET /project', {}));
  const diagnoses = useQuery(read('GET /trials/{trial}/diagnoses', { trial }));
  const unit = project?.stepUnit ?? 'step';
  return (
    <Section title={trialDiagnosesTexts.title().text}>
      <Stack gap="sm">
        {shown.explanation !== null && (
          <Alert color="orange" icon={<IconInfoCircle aria-hidden />} title={trialDiagnosesTexts.failed().text}>
            {shown.explanation}
          </Alert>
        )}
        <Loaded query={diagnoses} height={60}>
          {({ diagnoses: found }) =>
            found.length === 0 ? (
              <Text size="sm" c="dimmed">
                {(shown.metrics.length === 0 ? trialDiagnosesTexts.unmeasured() : trialDiagnosesTexts.none()).text}
              </Text>
            ) : (
              <List size="sm" spacing={4}>
                {found.map(({ code, name, metric, step, until, confidence }) => (
                  <List.Item key={`${code} ${metric} ${step}`}>
                    {
                      (until === null
                        ? trialDiagnosesTexts.from({ name, metric, unit, step: numberText(step) })
                        : trialDiagnosesTexts.between({
                            name,
                            metric,
                            unit,
                            step: numberText(step),
                            until: numberText(until),
                          })
                      ).text
                    }{' '}
                    <Text span size="xs" c="dimmed">
                      {trialDiagnosesTexts.sure({ percent: Math.round(100 * confidence) }).text}
                    </Text>
                  </List.Item>
                ))}
              </List>
            )
          }
        </Loaded>
      </Stack>
    </Section>
  );
}
