/** Every page and its address. What a person has chosen on a page stands in the address too, so that it can be shared. */
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { NotebookPage } from '../pages/notebook/notebook-page.tsx';
import { NotFound } from '../parts/not-found.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const notebook = createRoute({ getParentRoute: () => root, path: '/', component: NotebookPage });

export const router = createRouter({ routeTree: root.addChildren([notebook]), defaultPreload: 'intent' });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
