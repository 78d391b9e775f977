-- Who may sign in, and as what. An address that ends in @people.invalid (RFC 2606) stands for none.
create table people (
  id text primary key,
  name text not null check (name <> ''),
  username text not null unique check (username = lower(username) and username <> ''),
  display_username text,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  role text not null check (role in ('agent', 'supervisor', 'recording-manager')),
  is_active boolean not null default true,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Owners of legs, as the PBX names them. Each belongs to one person at most, whatever the case.
create table noojee_usernames (
  folded text primary key,
  username text not null,
  person_id text not null references people (id) on delete cascade
);
create index noojee_usernames_person on noojee_usernames (person_id);

create table teams (
  id text primary key,
  name text not null check (name <> ''),
  folded text not null unique,
  created_at timestamptz not null default now()
);

create table team_supervisors (
  team_id text not null references teams (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  primary key (team_id, person_id)
);
create index team_supervisors_person on team_supervisors (person_id);

-- Days of the PBX's zone, both included; no last day is until further notice.
create table team_members (
  id text primary key,
  team_id text not null references teams (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  first_day date not null,
  last_day date check (last_day >= first_day)
);
create index team_members_team on team_members (team_id, person_id);
create index team_members_person on team_members (person_id);

-- Personal access tokens: the token itself is shown once and kept nowhere.
create table access_tokens (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  name text not null,
  hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index access_tokens_person on access_tokens (person_id);

-- Counts what changes who may hear what, so that every process notices.
create table directory_version (
  id integer primary key check (id = 1),
  version bigint not null
);
insert into directory_version (id, version) values (1, 1);
