/** In place of what could not be shown: what went wrong in the server's own words, and what can be done. */
import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiError } from '@attune/client';
import { defineTexts } from '@attune/core/texts';
import { PageCodeError } from './page-code.ts';

export const pageErrorTexts = defineTexts('dashboard-page-error', {
  missing: 'There is no such thing',
  refused: 'The server could not answer',
  unreachable: 'The server does not answer',
  unreachableAdvice:
    'It may have been stopped. Start it again with `attune serve` in the project’s folder: this page goes on by itself.',
  renewed: 'The server has newer pages',
  renewedAdvice: 'Attune was updated since this page was opened. Load it again; what you chose stands in the address.',
  defect: 'The page cannot be drawn',
  defectAdvice: 'This is a mistake of Attune’s. Load the page again; what you measured is safe in the store.',
  again: 'Try again',
  load: 'Load the page again',
});

export interface PageErrorProps {
  readonly error: Error;
  /** Reads again what failed. */
  readonly retry?: () => void;
  /** Whether the server does not answer just now. */
  readonly away?: boolean;
}

export function PageError({ error, retry, away = false }: PageErrorProps) {
  const { title, advice, reload } = told(error, away);
  return (
    <Alert color="red" title={title} icon={<IconAlertTriangle aria-hidden />} role="alert">
      <Text size="sm">{error instanceof ApiError ? error.body.message : (advice ?? error.message)}</Text>
      {error instanceof ApiError && error.details.length > 0 && (
        <List size="sm">
          {error.details.map((detail) => (
            <List.Item key={detail}>{detail}</List.Item>
          ))}
        </List>
      )}
      <Group mt="sm" gap="xs">
        {retry !== undefined && (
          <Button size="compact-sm" variant="light" color="red" onClick={retry}>
            {pageErrorTexts.again().text}
          </Button>
        )}
        {reload && (
          <Button size="compact-sm" variant="light" color="red" onClick={() => window.location.reload()}>
            {pageErrorTexts.load().text}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

interface Told {
  readonly title: string;
  /** In place of the error's own message. */
  readonly advice: string | null;
  /** Whether loading the page again may help. */
  readonly reload: boolean;
}

function told(error: Error, away: boolean): Told {
  if (error instanceof ApiError) {
    const title = error.body.code === 'not-found' ? pageErrorTexts.missing() : pageErrorTexts.refused();
    return { title: title.text, advice: null, reload: false };
  }
  // Its code is not on the server any more.
  if (error instanceof PageCodeError && !away) {
    return { title: pageErrorTexts.renewed().text, advice: pageErrorTexts.renewedAdvice().text, reload: true };
  }
  // What `fetch` throws where nothing answers.
  if (error instanceof PageCodeError || (error instanceof TypeError && /fetch|network|load/i.test(error.message))) {
    return { title: pageErrorTexts.unreachable().text, advice: pageErrorTexts.unreachableAdvice().text, reload: false };
  }
  return { title: pageErrorTexts.defect().text, advice: pageErrorTexts.defectAdvice().text, reload: true };
}
