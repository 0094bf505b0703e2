-- Global tables: few, small, and readable before a tenant is known. Everything else is walled by tenant_id below.
-- {{app}} and {{operator}} are replaced by the role names of this installation.

create table installation (
  id boolean not null default true constraint installation_pkey primary key,
  realm text not null,
  first_tenant_id uuid,
  created_at timestamptz not null default now(),
  constraint installation_single check (id)
);

-- The realm of SIP digests is made here, once: another would make every phone's password useless.
insert into installation (realm) values ('offhook-' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 12));

create table tenant (
  id uuid not null constraint tenant_pkey primary key,
  slug text collate "C" not null,
  name text not null,
  country text not null,
  language text not null,
  time_zone text not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  constraint tenant_slug_key unique (slug)
);

create table operator (
  tenant_id uuid not null constraint operator_tenant_fkey references tenant on delete cascade,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  constraint operator_pkey primary key (tenant_id, user_id)
);

-- Who owns a number: at most one tenant in the installation.
create table number_owner (
  e164 text collate "C" not null constraint number_owner_pkey primary key,
  tenant_id uuid not null constraint number_owner_tenant_fkey references tenant on delete cascade
);

-- What the operator has to give: a tenant claims by taking the row away.
create table number_stock (
  e164 text collate "C" not null constraint number_stock_pkey primary key,
  country text not null,
  category text not null constraint number_stock_category check (category in ('local', 'tollFree')),
  area text collate "C" not null,
  loaded_at timestamptz not null default now()
);
create index number_stock_area_idx on number_stock (country, category, area, e164);

create table sip_username (
  username text collate "C" not null constraint sip_username_pkey primary key,
  tenant_id uuid not null constraint sip_username_tenant_fkey references tenant on delete cascade,
  account_id uuid not null
);
create index sip_username_account_idx on sip_username (tenant_id, account_id);

-- Walled tables.

create table site (
  tenant_id uuid not null constraint site_tenant_fkey references tenant on delete cascade,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  country text not null,
  language text not null,
  time_zone text not null,
  address jsonb not null,
  emergency_address jsonb,
  extension_from text collate "C" not null,
  extension_to text collate "C" not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  constraint site_pkey primary key (tenant_id, id),
  constraint site_name_key unique (tenant_id, name_key)
);

create table license_type (
  tenant_id uuid not null constraint license_type_tenant_fkey references tenant on delete cascade,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  entitlements text[] not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  constraint license_type_pkey primary key (tenant_id, id),
  constraint license_type_name_key unique (tenant_id, name_key)
);

-- used counts the seats: users whose license_type_id names the type. Apply keeps it; the check decides the last one.
create table license_pool (
  tenant_id uuid not null,
  license_type_id uuid not null,
  owned int not null,
  used int not null default 0,
  constraint license_pool_pkey primary key (tenant_id, license_type_id),
  constraint license_pool_type_fkey foreign key (tenant_id, license_type_id) references license_type on delete cascade,
  constraint license_pool_not_overdrawn check (used <= owned),
  constraint license_pool_not_negative check (used >= 0)
);

create table app_user (
  tenant_id uuid not null constraint app_user_tenant_fkey references tenant on delete cascade,
  id uuid not null,
  first_name text not null,
  last_name text not null,
  sort_key text collate "C" not null,
  email text not null,
  email_key text collate "C" not null,
  username text not null,
  username_key text collate "C" not null,
  external_id text collate "C",
  site_id uuid not null,
  language text,
  time_zone text,
  job_title text,
  department text,
  address jsonb,
  personal_numbers jsonb not null default '[]',
  license_type_id uuid,
  devices text[] not null,
  emergency_address jsonb,
  state text not null constraint app_user_state check (state in ('active', 'suspended', 'deleted')),
  role text not null constraint app_user_role check (role in ('user', 'admin')),
  field_origin jsonb not null default '{}',
  -- Seat, extension and numbers that a deleted user gave up and that a restore asks for again.
  gave_up jsonb,
  last_sign_in_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint app_user_pkey primary key (tenant_id, id),
  constraint app_user_site_fkey foreign key (tenant_id, site_id) references site,
  constraint app_user_license_type_fkey foreign key (tenant_id, license_type_id) references license_type,
  constraint app_user_deleted_whole check ((state = 'deleted') = (deleted_at is not null)),
  constraint app_user_deleted_holds_no_seat check (deleted_at is null or license_type_id is null)
);
create unique index app_user_username_key on app_user (tenant_id, username_key) where deleted_at is null;
create unique index app_user_external_id_key on app_user (tenant_id, external_id) where deleted_at is null and external_id is not null;
create index app_user_sort_idx on app_user (tenant_id, sort_key, id) where deleted_at is null;
create index app_user_email_idx on app_user (tenant_id, email_key) where deleted_at is null;
create index app_user_site_idx on app_user (tenant_id, site_id);
create index app_user_license_idx on app_user (tenant_id, license_type_id);

create table search_token (
  tenant_id uuid not null,
  token text collate "C" not null,
  user_id uuid not null,
  constraint search_token_pkey primary key (tenant_id, token, user_id),
  constraint search_token_user_fkey foreign key (tenant_id, user_id) references app_user on delete cascade
);
create index search_token_user_idx on search_token (tenant_id, user_id, token);

create table extension (
  tenant_id uuid not null,
  number text collate "C" not null,
  user_id uuid not null,
  constraint extension_pkey primary key (tenant_id, number),
  constraint extension_user_key unique (tenant_id, user_id),
  constraint extension_user_fkey foreign key (tenant_id, user_id) references app_user
);

create table phone_number (
  tenant_id uuid not null constraint phone_number_tenant_fkey references tenant on delete cascade,
  e164 text collate "C" not null,
  country text not null,
  category text not null constraint phone_number_category check (category in ('local', 'tollFree')),
  area text not null,
  -- 'stock' goes back to the operator's stock on release, 'own' was brought along by the tenant.
  origin text not null constraint phone_number_origin check (origin in ('stock', 'own')),
  user_id uuid,
  position int,
  quarantined_until timestamptz,
  reserved_for_user_id uuid,
  version int not null default 1,
  created_at timestamptz not null default now(),
  constraint phone_number_pkey primary key (tenant_id, e164),
  constraint phone_number_owner_fkey foreign key (e164) references number_owner,
  constraint phone_number_user_fkey foreign key (tenant_id, user_id) references app_user,
  constraint phone_number_one_use check (user_id is null or quarantined_until is null),
  constraint phone_number_position check ((user_id is null) = (position is null))
);
create index phone_number_user_idx on phone_number (tenant_id, user_id, position);
create index phone_number_free_idx on phone_number (tenant_id, country, e164) where user_id is null and quarantined_until is null;
create index phone_number_reserved_idx on phone_number (tenant_id, reserved_for_user_id) where reserved_for_user_id is not null;

create table password (
  tenant_id uuid not null,
  user_id uuid not null,
  hash text not null,
  changed_at timestamptz not null default now(),
  constraint password_pkey primary key (tenant_id, user_id),
  constraint password_user_fkey foreign key (tenant_id, user_id) references app_user on delete cascade
);

create table session (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  secret_hash bytea not null,
  user_agent text not null,
  address text not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  constraint session_pkey primary key (tenant_id, id),
  constraint session_user_fkey foreign key (tenant_id, user_id) references app_user on delete cascade
);
create index session_user_idx on session (tenant_id, user_id);
create index session_expires_idx on session (tenant_id, expires_at);

create table api_token (
  tenant_id uuid not null constraint api_token_tenant_fkey references tenant on delete cascade,
  id uuid not null,
  name text not null,
  secret_hash bytea not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint api_token_pkey primary key (tenant_id, id)
);

-- Counts wrong passwords per account and per address; the key is a hash, so that no name typed by mistake is kept.
create table sign_in_throttle (
  tenant_id uuid not null constraint sign_in_throttle_tenant_fkey references tenant on delete cascade,
  key bytea not null,
  failures int not null,
  blocked_until timestamptz not null,
  constraint sign_in_throttle_pkey primary key (tenant_id, key)
);

create table mail (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  kind text not null constraint mail_kind check (kind in ('welcome', 'passwordReset')),
  state text not null constraint mail_state check (state in ('queued', 'sent', 'failed', 'opened', 'accepted', 'replaced')),
  to_address text not null,
  reason text,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  -- Only filled when the development inbox stands in for a mail server.
  inbox_subject text,
  inbox_text text,
  inbox_html text,
  constraint mail_pkey primary key (tenant_id, id),
  constraint mail_user_fkey foreign key (tenant_id, user_id) references app_user on delete cascade
);
create index mail_user_idx on mail (tenant_id, user_id, kind, id desc);

create table one_time_token (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  mail_id uuid not null,
  purpose text not null constraint one_time_token_purpose check (purpose in ('welcome', 'passwordReset')),
  secret_hash bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  constraint one_time_token_pkey primary key (tenant_id, id),
  constraint one_time_token_user_fkey foreign key (tenant_id, user_id) references app_user on delete cascade
);
create index one_time_token_user_idx on one_time_token (tenant_id, user_id, purpose);

create table sip_account (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  kind text not null constraint sip_account_kind check (kind in ('web', 'sip')),
  label text not null,
  username text collate "C" not null,
  -- Sealed digests (RFC 8760 HA1); the password itself is kept nowhere.
  ha1_md5 text not null,
  ha1_sha256 text not null,
  session_id uuid,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  constraint sip_account_pkey primary key (tenant_id, id),
  constraint sip_account_user_fkey foreign key (tenant_id, user_id) references app_user on delete cascade,
  constraint sip_account_session_fkey foreign key (tenant_id, session_id) references session on delete cascade,
  constraint sip_account_web_has_session check ((kind = 'web') = (session_id is not null))
);
create index sip_account_user_idx on sip_account (tenant_id, user_id);
create index sip_account_session_idx on sip_account (tenant_id, session_id) where session_id is not null;

create table registration (
  tenant_id uuid not null,
  account_id uuid not null,
  instance text collate "C" not null,
  user_id uuid not null,
  contact text not null,
  path text[] not null,
  transport text not null,
  source text not null,
  user_agent text not null,
  call_id text not null,
  cseq bigint not null,
  registered_at timestamptz not null,
  expires_at timestamptz not null,
  constraint registration_pkey primary key (tenant_id, account_id, instance)
);

create table call_record (
  tenant_id uuid not null constraint call_record_tenant_fkey references tenant on delete cascade,
  id uuid not null,
  sip_call_id text not null,
  caller_user_id uuid not null,
  callee_user_id uuid,
  dialed text not null,
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  outcome text,
  constraint call_record_pkey primary key (tenant_id, id),
  constraint call_record_ended_has_outcome check ((ended_at is null) = (outcome is null))
);
create index call_record_started_idx on call_record (tenant_id, started_at desc, id desc);
create index call_record_caller_idx on call_record (tenant_id, caller_user_id, started_at desc);
create index call_record_callee_idx on call_record (tenant_id, callee_user_id, started_at desc);
create index call_record_open_idx on call_record (tenant_id, id) where ended_at is null;

alter table sip_username add constraint sip_username_account_fkey
  foreign key (tenant_id, account_id) references sip_account on delete cascade;
alter table operator add constraint operator_user_fkey
  foreign key (tenant_id, user_id) references app_user on delete cascade;

-- History: the application may add and read, never alter.
create table change_set (
  tenant_id uuid not null constraint change_set_tenant_fkey references tenant on delete cascade,
  id uuid not null,
  summary text not null,
  source text not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  request_id text not null,
  undo_of uuid,
  count int not null,
  created_at timestamptz not null default now(),
  constraint change_set_pkey primary key (tenant_id, id),
  -- A change set is taken back at most once.
  constraint change_set_undo_of_key unique (tenant_id, undo_of)
);

create table change (
  tenant_id uuid not null,
  change_set_id uuid not null,
  position int not null,
  entity text not null,
  entity_id text not null,
  label text not null,
  operation text not null constraint change_operation check (operation in ('create', 'update', 'suspend', 'delete', 'restore')),
  before jsonb,
  after jsonb,
  erased_at timestamptz,
  constraint change_pkey primary key (tenant_id, change_set_id, position)
);
create index change_entity_idx on change (tenant_id, entity_id, change_set_id);

create table access_event (
  tenant_id uuid not null constraint access_event_tenant_fkey references tenant on delete cascade,
  id uuid not null,
  kind text not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  about text,
  address text not null,
  created_at timestamptz not null default now(),
  constraint access_event_pkey primary key (tenant_id, id)
);

create table job (
  tenant_id uuid not null constraint job_tenant_fkey references tenant on delete cascade,
  id uuid not null,
  kind text not null,
  payload jsonb not null,
  state text not null default 'due' constraint job_state check (state in ('due', 'failed')),
  attempts int not null default 0,
  run_at timestamptz not null default now(),
  last_error text,
  created_at timestamptz not null default now(),
  constraint job_pkey primary key (tenant_id, id)
);
create index job_due_idx on job (run_at, tenant_id) where state = 'due';

create table idempotency_key (
  tenant_id uuid not null constraint idempotency_key_tenant_fkey references tenant on delete cascade,
  key_hash bytea not null,
  request_hash bytea not null,
  -- Null while the first request is still at work.
  status int,
  answer jsonb,
  created_at timestamptz not null default now(),
  constraint idempotency_key_pkey primary key (tenant_id, key_hash)
);
create index idempotency_key_created_idx on idempotency_key (tenant_id, created_at);

-- The wall. Every table with a tenant_id, and tenant itself by its id: two policies each, and no other door.
do $$
declare walled record;
begin
  for walled in
    select c.relname as name, case when c.relname = 'tenant' then 'id' else 'tenant_id' end as key
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and (c.relname = 'tenant' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'))
  loop
    execute format('alter table %I enable row level security', walled.name);
    execute format('alter table %I force row level security', walled.name);
    execute format(
      'create policy tenant_wall on %I to {{app}} using (%I = current_setting(''offhook.tenant'')::uuid) with check (%I = current_setting(''offhook.tenant'')::uuid)',
      walled.name, walled.key, walled.key);
    execute format('grant select, insert, update, delete on %I to {{app}}', walled.name);
  end loop;
end $$;

revoke update, delete on change_set, change, access_event from {{app}};
revoke delete on tenant from {{app}};

-- Read before a tenant is known.
create policy lookup on tenant for select to {{app}} using (true);
create policy lookup on sip_username for select to {{app}} using (true);
grant select, insert, delete on number_stock to {{app}};
grant select, update (first_tenant_id) on installation to {{app}};

-- What staff of the installation and its workers see across tenants: these tables and nothing else.
create policy operator_reads on tenant for select to {{operator}} using (true);
create policy operator_reads on job for select to {{operator}} using (true);
create policy operator_reads on registration for select to {{operator}} using (true);
create policy operator_reads on number_owner for select to {{operator}} using (true);
create policy operator_reads on call_record for select to {{operator}} using (true);
grant select on tenant, job, registration, number_owner, call_record, installation to {{operator}};
grant select, insert, update, delete on number_stock to {{operator}};
