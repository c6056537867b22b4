import { SearchAsYouType } from '../components/search-as-you-type.js';
import { ChoiceRow } from '../components/ui/choice-row.js';
import { Devices } from '../features/data-quality/devices.js';
import { Quarantine } from '../features/data-quality/quarantine.js';
import { useAddress } from './use-address.js';
import { usePageTitle } from './use-page-title.js';

const hourOptions = [
  { value: '1', label: 'Last hour' },
  { value: '24', label: 'Last 24 h' },
  { value: '72', label: 'Last 3 days' },
] as const;

/** How good the signals are that everything else rests on. */
export function DataQualityPage() {
  usePageTitle('Data quality');
  const [params, change] = useAddress();
  const hours = hourOptions.find(({ value }) => value === params.get('hours'))?.value ?? '24';
  const text = params.get('text') ?? '';

  return (
    <main id="main" className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-7xl space-y-4 px-4 py-4 sm:px-6">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-xl font-semibold">Data quality</h1>
          <div className="flex flex-wrap items-center gap-3">
            <SearchAsYouType
              label="Search devices by truck"
              placeholder="Truck"
              text={text}
              onChange={(typed) => change('text', typed)}
              className="w-48"
            />
            <ChoiceRow
              label="How far back"
              value={hours}
              options={hourOptions}
              onChoose={(value) => change('hours', value === '24' ? null : value)}
            />
          </div>
        </div>
        <Devices hours={Number(hours)} text={text} />
        <Quarantine reason={params.get('reason')} onChoose={(reason) => change('reason', reason)} />
      </div>
    </main>
  );
}
