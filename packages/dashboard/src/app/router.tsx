/**
 * Every page and its address. What a person has chosen on a page stands in the address too, so that it can be shared;
 * each page's `…-search.ts` reads it. Pages are loaded when they are first needed; they read their parameters by
 * `getRouteApi('/rounds/$round')`, so that nothing imports this file but the page's frame.
 */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { compareSearch } from '../pages/compare/compare-search.ts';
import { curvesSearch } from '../pages/curves/curves-search.ts';
import { notebookSearch } from '../pages/notebook/notebook-search.ts';
import { roundSearch } from '../pages/round/round-search.ts';
import { trialSearch } from '../pages/trial/trial-search.ts';
import { NotFound } from '../parts/not-found.tsx';
import { PageCodeMissing } from '../parts/page-code-missing.tsx';
import { PageCodeError, pageCode } from '../parts/page-code.ts';
import { PageError } from '../parts/page-error.tsx';
import { LatestRound } from './latest-round.tsx';
import { readSearch, writeSearch } from './search-text.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const notebook = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: notebookSearch,
  component: lazyRouteComponent(
    pageCode(() => import('../pages/notebook/notebook-page.tsx')),
    'NotebookPage',
  ),
});

const rounds = createRoute({
  getParentRoute: () => root,
  path: '/rounds',
  component: LatestRound,
});

const round = createRoute({
  getParentRoute: () => root,
  path: '/rounds/$round',
  validateSearch: roundSearch,
  component: lazyRouteComponent(
    pageCode(() => import('../pages/round/round-page.tsx')),
    'RoundPage',
  ),
});

const curves = createRoute({
  getParentRoute: () => root,
  path: '/curves',
  validateSearch: curvesSearch,
  component: lazyRouteComponent(
    pageCode(() => import('../pages/curves/curves-page.tsx')),
    'CurvesPage',
  ),
});

const trial = createRoute({
  getParentRoute: () => root,
  path: '/trials/$trial',
  validateSearch: trialSearch,
  component: lazyRouteComponent(
    pageCode(() => import('../pages/trial/trial-page.tsx')),
    'TrialPage',
  ),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: '/compare',
  validateSearch: compareSearch,
  component: lazyRouteComponent(
    pageCode(() => import('../pages/compare/compare-page.tsx')),
    'ComparePage',
  ),
});

const live = createRoute({
  getParentRoute: () => root,
  path: '/live',
  component: lazyRouteComponent(
    pageCode(() => import('../pages/live/live-page.tsx')),
    'LivePage',
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([notebook, rounds, round, curves, trial, compare, live]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) =>
    error instanceof PageCodeError ? (
      <PageCodeMissing error={error} />
    ) : (
      <PageError error={error instanceof Error ? error : new Error(String(error))} retry={reset} />
    ),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
