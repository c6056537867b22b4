/**
 * What leaves a service stands here first, in the transaction of what it tells of. Daily partitions
 * (`Outbox.maintain` makes them): published days are dropped whole. `relay_cursor` says, per relayed table,
 * up to where it is published; any table with these columns can be relayed.
 */
export const outboxDdl = `
  create table outbox (
    transaction_id xid8 not null default pg_current_xact_id(),
    position bigint generated always as identity,
    topic text not null,
    key text not null,
    headers jsonb not null,
    value text not null,
    created_at timestamptz not null default now()
  ) partition by range (created_at);

  create index outbox_order on outbox (transaction_id, position);

  create table relay_cursor (
    relayed text primary key,
    transaction_id xid8 not null default '0',
    position bigint not null default 0,
    created_at timestamptz not null default '-infinity'
  ) with (fillfactor = 50);`;

/** Records that were set aside: by a consumer group, or by a relay whose broker refused one as too large. */
export const deadLettersDdl = `
  create table dead_letters (
    consumer_group text not null,
    topic text not null,
    partition int not null,
    "offset" bigint not null,
    key text,
    headers jsonb not null,
    value bytea,
    kind text not null,
    reason text not null,
    attempts int not null,
    accepted_at timestamptz not null,
    created_at timestamptz not null default now(),
    primary key (consumer_group, topic, partition, "offset")
  );

  create index dead_letters_by_age on dead_letters using brin (created_at) with (autosummarize = on);`;

/**
 * Streams of events with what belongs to an append. Needs the outbox. An append is one call, hence one round
 * trip and one transaction. The locks come before anything that takes a transaction id, so that the order of
 * transactions is the order of each stream (the relay publishes in that order); a volatile function's next
 * statement sees what was committed while it waited for them. Reservations are looked up one by one: a join
 * would be planned while the table is small, as a scan of all of it, and stay so.
 */
export const eventStoreDdl = `
  create table events (
    stream_id text collate "C" not null,
    version int not null,
    type text not null,
    data jsonb not null,
    recorded_at timestamptz not null default now(),
    transaction_id xid8 not null default pg_current_xact_id(),
    primary key (stream_id, version)
  );

  create table commands (
    id text collate "C" primary key,
    body_hash text not null,
    topic text not null,
    key text not null,
    headers jsonb not null,
    value text not null,
    created_at timestamptz not null default now()
  );

  create index commands_by_age on commands using brin (created_at) with (autosummarize = on);

  create table reservations (
    kind text collate "C" not null,
    key text collate "C" not null,
    stream_id text collate "C" not null,
    primary key (kind, key)
  );

  create function append_to_stream(request jsonb) returns jsonb language plpgsql as $$
  declare
    stream text := request->>'streamId';
    command_id text := request#>>'{command,id}';
    outcome jsonb := request#>'{command,outcome}';
    claims jsonb := request->'claims';
    releases jsonb := request->'releases';
    known commands;
    wanted record;
    holder text;
    current_version int;
  begin
    perform pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(subject, 0) as key
      from (
        select stream
        union all
        select 'command:' || command_id where command_id is not null
        union all
        select 'reservation:' || kind || ':' || key
          from jsonb_to_recordset(claims || releases) as reservation (kind text, key text)
      ) as subjects (subject)
      order by key
    ) as keys;

    if command_id is not null then
      select * into known from commands where id = command_id;
      if found then
        if known.body_hash <> request#>>'{command,bodyHash}' then
          return jsonb_build_object('status', 'key_reused');
        end if;
        insert into outbox (topic, key, headers, value)
        values (known.topic, known.key, known.headers, known.value);
        return jsonb_build_object('status', 'duplicate');
      end if;
    end if;

    select version into current_version from events where stream_id = stream order by version desc limit 1;
    current_version := coalesce(current_version, 0);
    if current_version <> (request->>'expectedVersion')::int then
      return jsonb_build_object('status', 'conflict', 'version', current_version);
    end if;

    if claims <> '[]' then
      for wanted in select * from jsonb_to_recordset(claims) as claim (kind text, key text) loop
        select stream_id into holder from reservations where kind = wanted.kind and key = wanted.key;
        if holder <> stream then
          return jsonb_build_object('status', 'reserved', 'holder', holder,
            'reservation', jsonb_build_object('kind', wanted.kind, 'key', wanted.key));
        end if;
      end loop;
    end if;

    if releases <> '[]' then
      for wanted in select * from jsonb_to_recordset(releases) as release (kind text, key text) loop
        delete from reservations where kind = wanted.kind and key = wanted.key and stream_id = stream;
      end loop;
    end if;

    if claims <> '[]' then
      insert into reservations (kind, key, stream_id)
      select kind, key, stream from jsonb_to_recordset(claims) as claim (kind text, key text)
      on conflict (kind, key) do nothing;
    end if;

    if request->'events' <> '[]' then
      insert into events (stream_id, version, type, data)
      select stream, current_version + nth, type, data
      from rows from (jsonb_to_recordset(request->'events') as (type text, data jsonb))
        with ordinality as event (type, data, nth);
    end if;

    insert into outbox (topic, key, headers, value)
    select topic, key, headers, value
    from rows from (jsonb_to_recordset(request->'records') as (topic text, key text, headers jsonb, value text))
      with ordinality as record (topic, key, headers, value, nth)
    order by nth;

    if command_id is not null then
      insert into commands (id, body_hash, topic, key, headers, value)
      values (command_id, request#>>'{command,bodyHash}',
        outcome->>'topic', outcome->>'key', outcome->'headers', outcome->>'value');
    end if;

    return jsonb_build_object('status', 'appended',
      'version', current_version + jsonb_array_length(request->'events'));
  end $$;`;
