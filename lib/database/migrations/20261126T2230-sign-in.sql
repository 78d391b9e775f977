-- How people prove who they are. A password and the subject at a provider are two accounts of one person.
create table accounts (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  -- `credential` for a password; else one issuer of OpenID Connect.
  provider_id text not null,
  -- The subject there; for a password the person's id.
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index accounts_person on accounts (person_id);

-- `token` is a hash: who reads this table can sign in as nobody.
create table sessions (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  token text not null unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ip_address text,
  user_agent text
);
create index sessions_person on sessions (person_id);
create index sessions_expiry on sessions (expires_at);

-- Things that wait for their other half: a sign-in for its second factor, a journey to the provider.
create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on verifications (identifier);
create index verifications_expiry on verifications (expires_at);

-- The secret is encrypted, recovery codes are hashed.
create table two_factor (
  id text primary key,
  person_id text not null unique references people (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

-- A code of an authenticator is good for one sign-in, not for all of its minute.
create table used_codes (
  person_id text not null references people (id) on delete cascade,
  code_hash text not null,
  used_at timestamptz not null,
  primary key (person_id, code_hash)
);

-- Tries that did not end in a sign-in, by whom they were tried on and by where they came from. A subject is a
-- hash: people type passwords into the field for the name.
create table sign_in_attempts (
  subject text primary key,
  tries integer not null,
  last_tried_at timestamptz not null,
  blocked_until timestamptz
);
create index sign_in_attempts_age on sign_in_attempts (last_tried_at);

-- The one link by which the first recording manager comes in.
create table set_up_codes (
  code_hash text primary key,
  expires_at timestamptz not null
);
