/** Light, dark, or as the system has it. */
import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { defineTexts } from '@attune/core/texts';
import { Hint } from '../parts/hint.tsx';

export const schemeTexts = defineTexts('dashboard-scheme', {
  light: 'Colours: light',
  dark: 'Colours: dark',
  auto: 'Colours: as the system has them',
});

const following = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const icons = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const;

export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = icons[colorScheme];
  const label = schemeTexts[colorScheme]().text;
  return (
    <Hint label={label}>
      {(target) => (
        <ActionIcon
          {...target}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={label}
          onClick={() => setColorScheme(following[colorScheme])}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      )}
    </Hint>
  );
}
