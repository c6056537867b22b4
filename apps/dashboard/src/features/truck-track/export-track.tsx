import { Download } from 'lucide-react';
import { useState } from 'react';
import { download } from '../../api/download.js';
import { routes } from '../../api/routes.js';
import { urlOf } from '../../api/url.js';
import { Button } from '../../components/ui/button.js';
import { Menu, MenuItem } from '../../components/ui/menu.js';
import { ErrorNotice } from '../../components/ui/notice.js';
import type { TrackWindow } from './track-window.js';
import type { Told } from './truck-story.js';

/** The track as a file: what was accepted, or all that the device said. */
export function ExportTrack({ truckId, window, told }: { truckId: string; window: TrackWindow; told: Told }) {
  const [error, setError] = useState<unknown>(null);
  const save = (format: 'csv' | 'gpx'): void => {
    const query = {
      from: new Date(window.fromMs).toISOString(),
      to: new Date(window.toMs).toISOString(),
      verdict: told === 'device' ? 'all' : 'good',
      format,
    };
    setError(null);
    download(urlOf(routes.getTrack[1], { id: truckId }, query), `track.${format}`).catch(setError);
  };
  return (
    <>
      <Menu
        trigger={
          <Button size="small" className="h-8">
            <Download aria-hidden />
            Export
          </Button>
        }
      >
        <MenuItem onSelect={() => save('csv')}>CSV, for a spreadsheet</MenuItem>
        <MenuItem onSelect={() => save('gpx')}>GPX, for a map program</MenuItem>
      </Menu>
      {error !== null && <ErrorNotice title="The file could not be made" error={error} />}
    </>
  );
}
