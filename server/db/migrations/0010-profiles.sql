-- Named sets of defaults and locks. What a profile gives is copied when a person is created; what it locks, its people always have.
create table profile (
  tenant_id uuid not null constraint profile_tenant_fkey references tenant on delete cascade,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  -- New people get it, unless their site has another.
  is_default boolean not null default false,
  -- A partial UserSpec; the licence by id.
  defaults jsonb not null default '{}',
  -- So that a licence type that a profile gives cannot go.
  license_type_id uuid generated always as ((defaults ->> 'license')::uuid) stored,
  -- Where "auto" chooses numbers and extensions: { country, prefix } and { from, to }; null: as the site.
  number_pool jsonb,
  extensions jsonb,
  locks text[] not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default now(),
  constraint profile_pkey primary key (tenant_id, id),
  constraint profile_license_type_fkey foreign key (tenant_id, license_type_id) references license_type
);
create unique index profile_name_key on profile (tenant_id, name_key);
-- Never two defaults; never none is a rule of the operations, which stand in line at the tenant's row.
create unique index profile_default_key on profile (tenant_id) where is_default;

-- Whoever lies in the recycle bin loses a profile that goes; for the living it is a recorded change. The indexes are partial for the reason
-- of the fourth migration.
alter table app_user add column profile_id uuid;
alter table app_user add constraint app_user_profile_fkey foreign key (tenant_id, profile_id) references profile on delete set null (profile_id);
create index app_user_profile_idx on app_user (tenant_id, profile_id, sort_key, id) where profile_id is not null;
alter table site add column default_profile_id uuid;
alter table site add constraint site_default_profile_fkey foreign key (tenant_id, default_profile_id) references profile;
create index site_default_profile_idx on site (tenant_id, default_profile_id) where default_profile_id is not null;

-- Where the values before a change came from, so that an undo gives that back as well.
alter table change add column origins jsonb;

-- Every company has one from its founding. It gives nothing and locks nothing, so nobody changes by it. Forced, the wall would hide the
-- rows from an owner who is no superuser.
alter table tenant no force row level security;
alter table app_user no force row level security;
-- The id is a UUIDv7: its first 48 bits are the time.
insert into profile (tenant_id, id, name, name_key, is_default)
  select id,
    encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
      placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid,
    'Standard', 'standard', true
  from tenant;
update app_user u set profile_id = p.id from profile p where p.tenant_id = u.tenant_id;
alter table tenant force row level security;
alter table app_user force row level security;

alter table profile enable row level security;
alter table profile force row level security;
create policy tenant_wall on profile to {{app}}
  using (tenant_id = current_setting('offhook.tenant')::uuid) with check (tenant_id = current_setting('offhook.tenant')::uuid);
grant select, insert, update, delete on profile to {{app}};
