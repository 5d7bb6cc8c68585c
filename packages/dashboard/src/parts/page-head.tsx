/** The top of a page: where one is, its title (also the window's), and what can be done with the whole page. */
import { Anchor, Box, Breadcrumbs, Group, Text, Title } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { read } from '../api/queries.ts';

export interface Crumb {
  readonly label: string;
  readonly link: Pick<LinkProps, 'to' | 'params' | 'search'>;
}

export interface PageHeadProps {
  readonly title: string;
  /** From the notebook down to, but without, this page. */
  readonly crumbs?: readonly Crumb[];
  /** A sentence below the title. */
  readonly about?: ReactNode;
  /** Buttons of the whole page. */
  readonly actions?: ReactNode;
}

export function PageHead({ title, crumbs = [], about, actions }: PageHeadProps) {
  const { data: project } = useQuery(read('GET /project', {}));
  return (
    <Box component="header" mb="md">
      <title>{project === undefined ? title : `${title} · ${project.name}`}</title>
      {crumbs.length > 0 && (
        <Breadcrumbs component="nav" aria-label="Breadcrumb" fz="sm" mb={4} separatorMargin={6}>
          {crumbs.map(({ label, link }) => (
            <Anchor key={label} size="sm" renderRoot={(props) => <Link {...props} {...link} />}>
              {label}
            </Anchor>
          ))}
          <Text span size="sm" c="dimmed" aria-current="page">
            {title}
          </Text>
        </Breadcrumbs>
      )}
      <Group justify="space-between" align="start" gap="sm">
        <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {about !== undefined && (
        <Text c="dimmed" component="div">
          {about}
        </Text>
      )}
    </Box>
  );
}
