/** The bar above every page: the project, its pages, and whether what is shown is live. */
import { ActionIcon, Burger, Group, Image, Text } from '@mantine/core';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { defineTexts } from '@attune/core/texts';
import { read } from '../api/queries.ts';
import { Hint } from '../parts/hint.tsx';
import { ConnectionMark } from './connection-mark.tsx';
import classes from './header.module.css';
import { PageLinks } from './page-links.tsx';
import { SchemeSwitch } from './scheme-switch.tsx';
import { SignOut } from './sign-out.tsx';

export const headerTexts = defineTexts('dashboard-header', {
  menu: 'Pages',
  goTo: 'Go to a round or trial (Ctrl+K)',
  keys: 'Keys (?)',
  objective: '{direction} {metric}',
});

export interface HeaderProps {
  readonly menuOpened: boolean;
  readonly toggleMenu: () => void;
  readonly openGoTo: () => void;
  readonly openHelp: () => void;
}

export function Header({ menuOpened, toggleMenu, openGoTo, openHelp }: HeaderProps) {
  const { data: project } = useQuery(read('GET /project', {}));
  return (
    <Group h="100%" px="md" gap="sm" wrap="nowrap">
      <Burger
        opened={menuOpened}
        onClick={toggleMenu}
        size="sm"
        className={classes['narrow']}
        aria-label={headerTexts.menu().text}
        aria-expanded={menuOpened}
      />
      <Link to="/" className={classes['brand']}>
        <Image src="/icon.svg" w={24} h={24} alt="" />
        <Text span fw={700} truncate>
          {project?.name ?? ' '}
        </Text>
      </Link>
      <Group component="nav" aria-label={headerTexts.menu().text} gap={2} wrap="nowrap" className={classes['wide']}>
        <PageLinks />
      </Group>
      <Group gap="xs" wrap="nowrap" ml="auto">
        {project !== undefined && (
          <Text size="sm" c="dimmed" className={classes['widest']} truncate maw={300}>
            {headerTexts.objective(project.objective).text}
          </Text>
        )}
        <ConnectionMark />
        <Hint label={headerTexts.goTo().text}>
          {(target) => (
            <ActionIcon
              {...target}
              variant="subtle"
              color="gray"
              size="lg"
              onClick={openGoTo}
              aria-label={headerTexts.goTo().text}
            >
              <IconSearch size={18} aria-hidden />
            </ActionIcon>
          )}
        </Hint>
        <Hint label={headerTexts.keys().text}>
          {(target) => (
            <ActionIcon
              {...target}
              variant="subtle"
              color="gray"
              size="lg"
              onClick={openHelp}
              aria-label={headerTexts.keys().text}
              className={classes['wider']}
            >
              <IconKeyboard size={18} aria-hidden />
            </ActionIcon>
          )}
        </Hint>
        <SchemeSwitch />
        <SignOut look="icon" className={classes['wide']} />
      </Group>
    </Group>
  );
}
