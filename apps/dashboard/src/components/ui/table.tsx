import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.js';
import { Awaited } from './notice.js';

/** A table whose head stays in sight while its rows scroll. */
export function Table({
  caption,
  columns,
  className,
  children,
}: {
  caption: string;
  columns: readonly string[];
  className?: string;
  children: ReactNode;
}) {
  return (
    <table className={classNames('w-full border-collapse text-sm', className)}>
      <caption className="sr-only">{caption}</caption>
      <thead className="sticky top-0 z-10 bg-sunken shadow-[inset_0_-1px_0_var(--line)]">
        <tr>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className="px-3 py-2 text-left text-xs font-medium whitespace-nowrap text-muted first:pl-4 last:pr-4"
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr className={classNames('border-b border-line bg-surface hover:bg-sunken', className)} {...rest} />
  );
}

export function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return <td className={classNames('px-3 py-2 align-top first:pl-4 last:pr-4', className)} {...rest} />;
}

/** The lesser line of a cell. */
export function Second({ children }: { children: ReactNode }) {
  return <div className="text-xs text-muted">{children}</div>;
}

export function AwaitedRows({ columns }: { columns: number }) {
  return Array.from({ length: 8 }, (_, row) => (
    <Row key={row}>
      {Array.from({ length: columns }, (_, column) => (
        <Cell key={column}>
          <Awaited className="my-1 h-3.5 w-24" />
          <Awaited className="mb-1 h-2.5 w-16" />
        </Cell>
      ))}
    </Row>
  ));
}
