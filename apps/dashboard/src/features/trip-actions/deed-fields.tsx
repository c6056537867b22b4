import { TextField } from '../../components/ui/field.js';
import { operatorTimeZone } from '../../settings/operator.js';

const zoneName = operatorTimeZone.split('/').at(-1)?.replace('_', ' ') ?? operatorTimeZone;

/** When something happened, on the operator's clock. */
export function MomentField({
  label,
  value,
  onChange,
  fault,
  required = false,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  fault: string | undefined;
  required?: boolean;
}) {
  return (
    <TextField
      label={`${label} (${zoneName})`}
      type="datetime-local"
      required={required}
      value={value}
      fault={fault}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

export function ReasonField({
  value,
  onChange,
  fault,
}: {
  value: string;
  onChange: (value: string) => void;
  fault: string | undefined;
}) {
  return (
    <TextField
      label="Reason"
      required
      maxLength={500}
      value={value}
      fault={fault}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
