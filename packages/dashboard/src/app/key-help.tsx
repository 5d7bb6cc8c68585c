/** The keys that work on the page that is shown. */
import { Group, Kbd, Modal, Table, Text } from '@mantine/core';
import { defineTexts } from '@attune/core/texts';
import { useSignal } from '../api/signal.ts';
import { boundKeys } from '../parts/use-keys.ts';

export const keyHelpTexts = defineTexts('dashboard-key-help', {
  title: 'Keys',
  then: 'then',
  write: 'save what you are writing',
});

export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const bound = useSignal(boundKeys);
  const rows = [
    ...new Map(bound.map((binding) => [binding.keys, binding.label])),
    ['ctrl+Enter', keyHelpTexts.write().text],
  ];
  return (
    <Modal opened onClose={onClose} title={keyHelpTexts.title().text} centered>
      <Table>
        <Table.Tbody>
          {rows.map(([keys = '', label]) => (
            <Table.Tr key={keys}>
              <Table.Td w={130}>
                <Group gap={4} wrap="nowrap">
                  {keys.split(/[ ]/).map((key, index) => (
                    <Group gap={4} wrap="nowrap" key={key}>
                      {index > 0 && (
                        <Text span size="xs" c="dimmed">
                          {keyHelpTexts.then().text}
                        </Text>
                      )}
                      <Kbd>{key}</Kbd>
                    </Group>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>{label === undefined ? '' : label.slice(0, 1).toUpperCase() + label.slice(1)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
