import { Bookmark, BookmarkPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../../components/ui/button.js';
import { Dialog } from '../../components/ui/dialog.js';
import { TextField } from '../../components/ui/field.js';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../components/ui/menu.js';
import { useSavedViews } from './saved-views.js';

/** The views of this browser, and the way to keep the one that is looked at. */
export function SavedViewsMenu({ search }: { search: string }) {
  const { views } = useSavedViews();
  const [isNaming, setNaming] = useState(false);
  const navigate = useNavigate();
  return (
    <>
      <Menu
        trigger={
          <Button size="small" className="h-8">
            <Bookmark aria-hidden />
            Views
          </Button>
        }
      >
        <MenuLabel>{views.length === 0 ? 'No saved views yet' : 'Saved views'}</MenuLabel>
        {views.map((view) => (
          <MenuItem key={view.name} onSelect={() => void navigate({ search: view.search })}>
            {view.name}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem onSelect={() => setNaming(true)}>
          <BookmarkPlus aria-hidden />
          Save or remove…
        </MenuItem>
      </Menu>
      {isNaming && <SavedViewsDialog search={search} onClose={() => setNaming(false)} />}
    </>
  );
}

function SavedViewsDialog({ search, onClose }: { search: string; onClose: () => void }) {
  const { views, save, remove } = useSavedViews();
  const [name, setName] = useState('');
  return (
    <Dialog title="Saved views" onClose={onClose}>
      <form
        aria-label="Save this view"
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          save({ name: name.trim(), search });
          onClose();
        }}
      >
        <div className="flex-1">
          <TextField
            label="Name of this view"
            required
            pattern=".*\S.*"
            maxLength={60}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </div>
        <Button type="submit" look="primary" className="h-10">
          Save
        </Button>
      </form>
      <ul aria-label="Saved views" className="mt-3 divide-y divide-line">
        {views.map((view) => (
          <li key={view.name} className="flex items-center justify-between gap-3 py-1.5">
            {view.name}
            <Button
              look="ghost"
              size="icon"
              aria-label={`Remove: ${view.name}`}
              onClick={() => remove(view.name)}
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
