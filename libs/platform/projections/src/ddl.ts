/**
 * Which version of a subject a projection has applied, and what waits for an earlier one. `reason` says why a
 * record is poison; where it is null the record only waits.
 */
export const projectionsDdl = `
  create table projection_subjects (
    projection text collate "C" not null,
    subject text collate "C" not null,
    version bigint not null,
    primary key (projection, subject)
  ) with (fillfactor = 80);

  create table projection_parked (
    projection text collate "C" not null,
    subject text collate "C" not null,
    version bigint not null,
    reason text,
    topic text not null,
    partition int not null,
    "offset" bigint not null,
    headers jsonb not null,
    value bytea,
    accepted_at timestamptz not null,
    primary key (projection, subject, version)
  );`;

/** How the last rebuild of each read model went, or goes. */
export const rebuildsDdl = `
  create table projection_rebuilds (
    projection text collate "C" primary key,
    step text not null,
    events bigint not null,
    told_at timestamptz not null default now(),
    finished_at timestamptz
  );`;
