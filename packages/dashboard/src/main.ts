/**
 * The page's door, small so that it is there at once: it asks the server for what the first page shows, and meanwhile loads
 * the frame and that page's own code.
 */
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/app.css';
import { askFirst, roundOf } from './app/first-reads.ts';

if (roundOf(location.pathname) !== null) void import('./pages/round/round-page.tsx');
askFirst(location);
void import('./app/start.tsx');
