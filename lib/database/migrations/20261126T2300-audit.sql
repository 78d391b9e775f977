-- Who did what and when: a chain of rows, each with the hash of the one before (docs/audit.md). Nothing refers to
-- people or calls: what is written stays as it was written.
create table audit_rows (
  sequence bigint primary key check (sequence > 0),
  at timestamptz not null,
  action text not null check (action <> ''),
  actor_id text,
  actor_name text not null,
  actor_role text,
  -- How the actor proved who he is: session, token, or system.
  actor_by text,
  address text,
  user_agent text,
  request_id text,
  subject jsonb not null,
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$')
);
create index audit_rows_actor on audit_rows (actor_id, sequence);
create index audit_rows_action on audit_rows (action, sequence);
create index audit_rows_call on audit_rows ((subject ->> 'uniqueId'), sequence);
create index audit_rows_at on audit_rows (at);

-- The end of the chain. Who writes locks this row, so that any number of processes write one chain.
create table audit_head (
  id int primary key check (id = 1),
  sequence bigint not null,
  hash text not null
);
insert into audit_head values (1, 0, repeat('0', 64));

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('legato.audit_cut', true) = 'on' then
    return old;
  end if;
  raise exception 'audit rows are never changed' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_rows_stay before update or delete on audit_rows
  for each row execute function refuse_audit_change();
create trigger audit_rows_are_not_emptied before truncate on audit_rows
  for each statement execute function refuse_audit_change();

-- Which milliseconds of a leg each person has heard: the sum of what the chain says under `listened`, for quick
-- answers. It can be made from the chain again.
create table heard (
  unique_id text not null,
  leg int not null,
  person_id text not null,
  person_name text not null,
  intervals int4multirange not null,
  last_at timestamptz not null,
  primary key (unique_id, leg, person_id)
);
create index heard_person on heard (person_id, last_at);

-- Which milliseconds of a leg were sent to each person: no more than that is believed to have been heard. Kept
-- because browsers keep sound longer than a process lives.
create table served (
  unique_id text not null,
  leg int not null,
  person_id text not null,
  intervals int4multirange not null,
  is_constant_rate boolean not null,
  last_at timestamptz not null,
  primary key (unique_id, leg, person_id)
);
create index served_last_at on served (last_at);
