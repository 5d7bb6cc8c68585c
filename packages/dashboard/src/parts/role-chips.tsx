/** Which hyperparameters have which role in a round. Many of one role are folded into their number. */
import { Badge, Group, Text } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { Hint } from './hint.tsx';

export const roleChipsTexts = defineTexts('dashboard-role-chips', {
  scientific: 'scientific: its effect is the question',
  nuisance: 'nuisance: optimised over, for a fair comparison',
  fixed: 'fixed: the conclusions hold for its value',
  more: '{count} more',
});

type Role = 'scientific' | 'nuisance' | 'fixed';
const roles: readonly { readonly role: Role; readonly colour: string }[] = [
  { role: 'scientific', colour: 'blue' },
  { role: 'nuisance', colour: 'gray' },
  { role: 'fixed', colour: 'yellow' },
];
/** Chips of one role before the rest is folded. */
const most = 6;

export function RoleChips({ given }: { readonly given: Readonly<Record<string, Role>> }) {
  return (
    <Group gap="xs">
      {roles.map(({ role, colour }) => {
        const names = Object.keys(given).filter((name) => given[name] === role);
        if (names.length === 0) return null;
        const rest = names.slice(most);
        return (
          <Group gap={4} key={role}>
            <Hint label={roleChipsTexts[role]().text}>
              {(target) => (
                <Text {...target} size="xs" c="dimmed">
                  {role}
                </Text>
              )}
            </Hint>
            {names.slice(0, most).map((name) => (
              <Badge key={name} size="sm" variant="light" color={colour} tt="none" fw={500}>
                {name}
              </Badge>
            ))}
            {rest.length > 0 && (
              <Hint label={rest.join(', ')} width={400}>
                {(target) => (
                  <Badge {...target} size="sm" variant="default" tt="none" fw={500} tabIndex={0}>
                    {roleChipsTexts.more({ count: rest.length }).text}
                  </Badge>
                )}
              </Hint>
            )}
          </Group>
        );
      })}
    </Group>
  );
}
