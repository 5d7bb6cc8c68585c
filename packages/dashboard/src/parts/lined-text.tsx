/** A text with numbered lines to be edited, and what is wrong with it at its lines. */
import { Alert, Anchor, List, Text } from '@mantine/core';
import { useRef, type KeyboardEvent } from 'react';
import { defineTexts } from '@attune/core/texts';
import classes from './lined-text.module.css';
import { lineRange, type LineIssue } from './line-issues.ts';

export const linedTextTexts = defineTexts('dashboard-lined-text', { line: 'line {line}' });

export interface LinedTextProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly issues: readonly LineIssue[];
  /** Ctrl+Enter. */
  readonly onSave: () => void;
  /** Only to be looked at. */
  readonly readOnly: boolean;
}

export function LinedText({ label, value, onChange, issues, onSave, readOnly }: LinedTextProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const wrong = new Set(issues.map(({ line }) => line));
  const count = value.split('\n').length;
  const goTo = (line: number) => {
    const { start, end } = lineRange(value, line);
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (readOnly || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onSave();
  };
  return (
    <div>
      <div className={classes['frame']}>
        <div className={classes['lines']} aria-hidden>
          {Array.from({ length: count }, (_, index) => (
            <div key={index} className={wrong.has(index + 1) ? classes['wrong'] : undefined}>
              {index + 1}
            </div>
          ))}
        </div>
        <textarea
          ref={field}
          data-autofocus
          className={classes['text']}
          aria-label={label}
          readOnly={readOnly}
          aria-invalid={issues.length > 0}
          rows={count}
          wrap="off"
          spellCheck={false}
          value={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      {issues.length > 0 && (
        <Alert color="red" mt="xs" role="alert" p="xs">
          <List size="sm" listStyleType="none">
            {issues.map(({ message, line }) => (
              <List.Item key={`${line} ${message}`}>
                {line !== null && (
                  <Anchor component="button" type="button" size="sm" onClick={() => goTo(line)}>
                    {linedTextTexts.line({ line }).text}
                  </Anchor>
                )}
                <Text span size="sm">
                  {line === null ? '' : ': '}
                  {message}
                </Text>
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </div>
  );
}
