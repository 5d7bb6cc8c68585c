/** Goes to a page, round or trial by what is typed: arrows choose, Enter goes. */
import { Box, Modal, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { defineTexts } from '@attune/core/texts';
import { read } from '../api/queries.ts';
import { useSignal } from '../api/signal.ts';
import { destinations, type Destination } from './destinations.ts';
import classes from './go-to.module.css';
import { dropTyped, stopKeeping, typedAhead } from './typed-ahead.ts';

export const goToTexts = defineTexts('dashboard-go-to', {
  title: 'Go to',
  placeholder: 'a page, 7 or t7 for a trial, r2 or words of a round',
  nothing: 'Nothing is called so. A trial goes by its number.',
});

export function GoTo({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={goToTexts.title().text} yOffset="12dvh" size="lg">
      <Choice onClose={onClose} />
    </Modal>
  );
}

function Choice({ onClose }: { readonly onClose: () => void }) {
  const router = useRouter();
  const { data, isFetched } = useQuery(read('GET /rounds', {}));
  const ahead = useSignal(typedAhead);
  /** Null until the field itself is typed in. */
  const [own, setOwn] = useState<string | null>(null);
  const typed = own ?? ahead.text;
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState(0);
  const found = destinations(typed, data?.rounds ?? []);
  const go = (place: Destination | undefined) => {
    if (place === undefined) return;
    onClose();
    void router.navigate({ href: place.href });
  };
  useLayoutEffect(() => {
    field.current?.focus();
    stopKeeping();
    return dropTyped;
  }, []);
  useEffect(() => {
    // Entered before the field was there: done once it is known what there is.
    if (own === null && ahead.entered && isFetched) go(found[0]);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (move !== 0 && found.length > 0) {
      event.preventDefault();
      setChosen((chosen + move + found.length) % found.length);
    } else if (event.key === 'Enter') go(found[chosen]);
  };
  return (
    <>
      <TextInput
        ref={field}
        data-autofocus
        aria-label={goToTexts.title().text}
        placeholder={goToTexts.placeholder().text}
        role="combobox"
        aria-expanded
        aria-controls="go-to-places"
        aria-activedescendant={found.length > 0 ? `go-to-${chosen}` : undefined}
        value={typed}
        onChange={({ currentTarget }) => {
          setOwn(currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <Box id="go-to-places" role="listbox" aria-label={goToTexts.title().text} mt="sm" mih={320}>
        {found.slice(0, mostShown).map((place, index) => (
          <UnstyledButton
            key={place.href}
            id={`go-to-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={classes['place']}
            onClick={() => go(place)}
          >
            <Text span>{place.label}</Text>
            <Text span size="sm" c="dimmed" truncate>
              {place.about}
            </Text>
          </UnstyledButton>
        ))}
        {found.length === 0 && (
          <Text size="sm" c="dimmed">
            {goToTexts.nothing().text}
          </Text>
        )}
      </Box>
    </>
  );
}

/** More rounds than these are found by typing. */
const mostShown = 12;
