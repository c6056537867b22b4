import { Compass } from 'lucide-react';
import { Link } from 'react-router';
import { buttonLook } from '../components/ui/button.js';
import { EmptyState } from '../components/ui/notice.js';
import { usePageTitle } from './use-page-title.js';

export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <main id="main" className="grid flex-1 place-items-center">
      <h1 className="sr-only">Not found</h1>
      <EmptyState icon={Compass} title="There is no such page">
        <p className="mb-4">The address may be mistyped, or what it named is gone.</p>
        <Link to="/map" className={buttonLook({ look: 'outline' })}>
          To the live map
        </Link>
      </EmptyState>
    </main>
  );
}
