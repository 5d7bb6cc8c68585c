/** The table's filter as it is written: what is typed stays, while the address follows. */
import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { defineTexts } from '@attune/core/texts';

export const filterFieldTexts = defineTexts('dashboard-filter-field', {
  label: 'Filter trials',
});

/** A person still types; milliseconds. */
const settles = 150;

export interface FilterFieldProps {
  readonly text: string;
  /** Shown while nothing is typed. */
  readonly example: string;
  readonly mistake: string | null;
  readonly onChange: (text: string) => void;
}

export function FilterField({ text, example, mistake, onChange }: FilterFieldProps) {
  const [typed, setTyped] = useState(text);
  const field = useRef<HTMLInputElement>(null);
  // A link or another part changed it.
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(text);
  }, [text]);
  const settle = useDebouncedCallback(onChange, settles);
  return (
    <TextInput
      ref={field}
      data-search
      size="xs"
      flex={1}
      miw={220}
      ff="monospace"
      aria-label={filterFieldTexts.label().text}
      placeholder={example}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
      error={mistake ?? undefined}
    />
  );
}
