import type { LocationView } from '@watch-tower/contracts';
import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { call } from '../api/call.js';
import { loadAll } from '../api/load-all.js';
import { useLoaded } from '../api/use-loaded.js';
import { SearchAsYouType } from '../components/search-as-you-type.js';
import { Button } from '../components/ui/button.js';
import { ChoiceSelect } from '../components/ui/choice-select.js';
import { Awaited, ErrorNotice } from '../components/ui/notice.js';
import { locationTypeNames, locationTypes } from '../features/locations/location-types.js';
import { redrawn, type FenceAction } from '../features/places/fence-draft.js';
import { PlaceDetails } from '../features/places/place-details.js';
import { PlaceEditor } from '../features/places/place-editor.js';
import { emptyForm, rebased, toForm, type PlaceForm } from '../features/places/place-form.js';
import { PlaceList } from '../features/places/place-list.js';
import { openPlaceMap } from '../features/places/place-map.js';
import { placeAt } from '../features/places/place-at.js';
import { MapFrame, useMap } from '../map/use-map.js';
import { useMe } from '../session/use-me.js';
import { useAddress } from './use-address.js';
import { usePageTitle } from './use-page-title.js';

const noPlaces: LocationView[] = [];
const pageSize = 200;
const kindOptions = [
  { value: 'any', label: 'All types' } as const,
  ...locationTypes.map((value) => ({ value, label: locationTypeNames[value].many })),
  { value: 'retired', label: 'Retired' } as const,
];

/** A form that is open: on a place as it was then, or on a new one. */
type Editing = { before: LocationView | null; form: PlaceForm };

/** The places trucks go to: found, drawn, registered, changed and retired. */
export function PlacesPage() {
  usePageTitle('Places');
  const [params, change] = useAddress();
  const kind = kindOptions.find(({ value }) => value === params.get('kind'))?.value ?? 'any';
  const text = params.get('text') ?? '';
  const selectedId = params.get('place');
  const me = useMe();
  const places = useLoaded<LocationView[]>(`places ${kind} ${text}`, (signal) =>
    loadAll((cursor) =>
      call('findLocations', {
        query: {
          limit: pageSize,
          cursor,
          text: text.trim() === '' ? undefined : text.trim(),
          ...(kind === 'retired' ? { retired: true } : kind !== 'any' && { type: kind }),
        },
        signal,
      }),
    ),
  );
  const shown = places.value ?? noPlaces;
  // Asked for by its id: it may be no part of what the list shows.
  const selected = useLoaded<LocationView | null>(`place ${selectedId}`, (signal) =>
    selectedId === null ? Promise.resolve(null) : call('getLocation', { path: { id: selectedId }, signal }),
  );
  const place = selected.value;
  const [editing, setEditing] = useState<Editing | null>(null);
  const draw = (action: FenceAction): void =>
    setEditing((now) => now && { ...now, form: { ...now.form, fence: redrawn(now.form.fence, action) } });

  const latest = useRef({ shown, draw, select: (id: string | null) => change('place', id) });
  latest.current = { shown, draw, select: (id) => change('place', id) };
  const { container, map, error } = useMap((element) =>
    openPlaceMap({
      container: element,
      onDraw: (action) => latest.current.draw(action),
      onPick: (at) => latest.current.select(placeAt(latest.current.shown, at)?.id ?? null),
    }),
  );
  const draft = editing?.form.fence ?? null;
  const placeDraft = useMemo(() => (place ? toForm(place).fence : null), [place]);
  const hiddenId = editing ? (editing.before?.id ?? null) : null;
  useEffect(() => map?.showPlaces(shown, hiddenId), [map, shown, hiddenId]);
  useEffect(() => map?.showDraft(draft ?? placeDraft, draft !== null), [map, draft, placeDraft]);
  useEffect(() => {
    if (place) map?.flyTo(place);
  }, [map, place?.id]);
  useEffect(() => {
    const press = ({ key, target }: KeyboardEvent): void => {
      const onMap =
        target instanceof HTMLElement && (target === document.body || target.tagName === 'CANVAS');
      if (key === 'Enter' && onMap) latest.current.draw({ do: 'close' });
      if ((key === 'Escape' || key === 'Backspace') && onMap) latest.current.draw({ do: 'takeBack' });
    };
    globalThis.addEventListener('keydown', press);
    return () => globalThis.removeEventListener('keydown', press);
  }, []);

  const taken = (after: LocationView): void => {
    setEditing(null);
    change('place', after.id);
    places.reload();
    selected.reload();
  };

  return (
    <main id="main" className="flex min-h-0 flex-1 flex-col md:flex-row" aria-busy={places.loading}>
      <h1 className="sr-only">Places</h1>
      <aside
        aria-label="List"
        className="flex max-h-64 w-full shrink-0 flex-col border-r border-line bg-surface md:max-h-none md:w-72"
      >
        <div className="space-y-2 border-b border-line p-3">
          <SearchAsYouType
            label="Search places by name, address or city"
            placeholder="Name, address or city"
            text={text}
            onChange={(typed) => change('text', typed)}
            className="w-full"
          />
          <div className="flex gap-2">
            <ChoiceSelect
              label="Which places"
              value={kind}
              options={kindOptions}
              onChoose={(value) => change('kind', value === 'any' ? null : value)}
              className="min-w-0 flex-1"
            />
            {me?.role === 'admin' && (
              <Button onClick={() => setEditing({ before: null, form: emptyForm })}>
                <Plus aria-hidden />
                New
              </Button>
            )}
          </div>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto">
          {places.error !== null ? (
            <ErrorNotice
              title="The places could not be loaded"
              error={places.error}
              onRetry={places.reload}
              className="m-3"
            />
          ) : places.value ? (
            <PlaceList places={shown} selectedId={selectedId} onSelect={(id) => change('place', id)} />
          ) : (
            <Awaited className="m-4 h-32" />
          )}
        </div>
      </aside>
      <div className="relative min-h-64 min-w-0 flex-1" data-testid="place-map">
        <MapFrame container={container} error={error} />
      </div>
      {(editing !== null || (selectedId !== null && (place !== null || selected.error !== null))) && (
        <aside
          aria-label="Details"
          className="w-full shrink-0 overflow-y-auto border-l border-line bg-surface md:w-88"
        >
          {editing ? (
            <PlaceEditor
              before={editing.before}
              form={editing.form}
              onForm={(form) => setEditing({ ...editing, form })}
              onFence={draw}
              onSaved={taken}
              onTheirs={(theirs) =>
                setEditing({
                  before: theirs,
                  form: editing.before ? rebased(editing.before, editing.form, theirs) : editing.form,
                })
              }
              onCancel={() => {
                setEditing(null);
                selected.reload();
              }}
            />
          ) : place ? (
            <PlaceDetails
              place={place}
              me={me}
              onEdit={() => setEditing({ before: place, form: toForm(place) })}
              onChanged={taken}
              onClose={() => change('place', null)}
            />
          ) : (
            <ErrorNotice title="This place cannot be shown" error={selected.error} className="m-4" />
          )}
        </aside>
      )}
    </main>
  );
}
