/** The project's history: rounds, launches and notes over time. */
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/queries.ts';

export function NotebookPage() {
  const { data } = useQuery(read('GET /status', {}));
  return <Title order={1}>{data?.project}</Title>;
}
