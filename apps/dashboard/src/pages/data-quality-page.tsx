import { usePageTitle } from './use-page-title.js';

/** How good the signals are that say where trucks are. */
export function DataQualityPage() {
  usePageTitle('Data quality');
  return (
    <main id="main" className="flex-1">
      <h1>Data quality</h1>
    </main>
  );
}
