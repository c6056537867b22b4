import { Button } from './ui/button.js';
import { ErrorNotice } from './ui/notice.js';

/** The end of what is loaded of a list, and the way on. */
export function MoreButton({
  list,
}: {
  list: {
    pages: { nextCursor: string | null } | null;
    loadMore: () => void;
    loadingMore: boolean;
    moreError: unknown;
  };
}) {
  return (
    <>
      {list.moreError !== null && (
        <ErrorNotice title="No more could be loaded" error={list.moreError} className="m-4" />
      )}
      {list.pages && list.pages.nextCursor !== null && (
        <div className="grid place-items-center p-4">
          <Button onClick={list.loadMore} disabled={list.loadingMore}>
            {list.loadingMore ? 'Loading…' : 'Load more'}
          </Button>
        </div>
      )}
    </>
  );
}
