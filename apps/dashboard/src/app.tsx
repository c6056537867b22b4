import { createBrowserRouter, Navigate, RouterProvider, useRouteError } from 'react-router';
import { Shell } from './components/shell.js';
import { ErrorNotice } from './components/ui/notice.js';
import { NotFoundPage } from './pages/not-found-page.js';
import { SignInPage } from './pages/sign-in-page.js';

/** Pages are loaded when they are first opened: the map's library is most of the program. */
const router = createBrowserRouter([
  {
    ErrorBoundary: BrokenPage,
    HydrateFallback: () => null,
    children: [
      { path: '/sign-in', Component: SignInPage },
      {
        path: '/shared',
        lazy: async () => ({ Component: (await import('./pages/shared-page.js')).SharedPage }),
      },
      {
        Component: Shell,
        children: [
          {
            ErrorBoundary: BrokenPage,
            children: [
              { index: true, element: <Navigate to="/map" replace /> },
              {
                path: '/map',
                lazy: async () => ({ Component: (await import('./pages/map-page.js')).MapPage }),
              },
              {
                path: '/trips',
                lazy: async () => ({ Component: (await import('./pages/trips-page.js')).TripsPage }),
              },
              {
                path: '/trips/import',
                lazy: async () => ({
                  Component: (await import('./pages/trip-import-page.js')).TripImportPage,
                }),
              },
              ...['/trips/new', '/trips/:id/edit'].map((path) => ({
                path,
                lazy: async () => ({
                  Component: (await import('./pages/trip-editor-page.js')).TripEditorPage,
                }),
              })),
              {
                path: '/trips/:id',
                lazy: async () => ({ Component: (await import('./pages/trip-page.js')).TripPage }),
              },
              {
                path: '/trucks/:id',
                lazy: async () => ({ Component: (await import('./pages/truck-page.js')).TruckPage }),
              },
              {
                path: '/alerts',
                lazy: async () => ({ Component: (await import('./pages/alerts-page.js')).AlertsPage }),
              },
              {
                path: '/at-location',
                lazy: async () => ({
                  Component: (await import('./pages/at-location-page.js')).AtLocationPage,
                }),
              },
              {
                path: '/places',
                lazy: async () => ({ Component: (await import('./pages/places-page.js')).PlacesPage }),
              },
              {
                path: '/data-quality',
                lazy: async () => ({
                  Component: (await import('./pages/data-quality-page.js')).DataQualityPage,
                }),
              },
              { path: '*', Component: NotFoundPage },
            ],
          },
        ],
      },
    ],
  },
]);

export function App() {
  return <RouterProvider router={router} />;
}

/** When a page throws, the rest of the product stays; after a deployment a page's old file may be gone: load again. */
function BrokenPage() {
  const error = useRouteError();
  return (
    <main id="main" className="mx-auto w-full max-w-xl p-6">
      <h1 className="sr-only">Something went wrong</h1>
      <ErrorNotice
        title="This page could not be shown"
        error={error}
        onRetry={() => window.location.reload()}
      />
    </main>
  );
}
