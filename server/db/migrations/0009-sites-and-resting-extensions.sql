-- What a site says of its callers and of help: its own number, the caller ID of its people, and who hears of an emergency call.
alter table site
  add column main_number text collate "C",
  -- What people outside see of whoever has set nothing of their own: the person's number, or the site's main number.
  add column caller_id text not null default 'own' constraint site_caller_id check (caller_id in ('own', 'main')),
  add column emergency_contacts text[] not null default '{}',
  -- How an extension is chosen: the next free one, or the last digits of the person's number.
  add column extension_policy text not null default 'next' constraint site_extension_policy check (extension_policy in ('next', 'numberEnd')),
  add constraint site_main_number_fkey foreign key (tenant_id, main_number) references phone_number;
create index site_main_number_idx on site (tenant_id, main_number) where main_number is not null;

-- An extension rests after somebody gave it up, so that their callers do not reach a stranger. Who had it is an id and no name: the name
-- is looked up while that person can be.
alter table tenant
  add column extension_rest_days int not null default 30
    constraint tenant_extension_rest_days check (extension_rest_days between 0 and 365),
  -- Extensions that the company keeps for itself: [{ from, to, reason }].
  add column reserved_extensions jsonb not null default '[]';

create table extension_rest (
  tenant_id uuid not null constraint extension_rest_tenant_fkey references tenant on delete cascade,
  number text collate "C" not null,
  user_id uuid,
  freed_at timestamptz not null default now(),
  constraint extension_rest_pkey primary key (tenant_id, number),
  constraint extension_rest_user_fkey foreign key (tenant_id, user_id) references app_user on delete set null (user_id)
);
create index extension_rest_user_idx on extension_rest (tenant_id, user_id);
create index extension_rest_freed_idx on extension_rest (tenant_id, freed_at);

-- How many seats of each pool were in use at the end of each day: what a forecast is made from.
create table license_use_day (
  tenant_id uuid not null,
  license_type_id uuid not null,
  day date not null,
  used int not null,
  constraint license_use_day_pkey primary key (tenant_id, license_type_id, day),
  constraint license_use_day_type_fkey foreign key (tenant_id, license_type_id) references license_type on delete cascade
);
insert into license_use_day (tenant_id, license_type_id, day, used)
  select tenant_id, license_type_id, current_date, used from license_pool;

-- Mail about an emergency call belongs to the caller and goes to the contacts of their site.
alter table mail drop constraint mail_kind;
alter table mail add constraint mail_kind check (kind in ('welcome', 'passwordReset', 'emergencyCall'));

do $$
declare walled text;
begin
  foreach walled in array array['extension_rest', 'license_use_day'] loop
    execute format('alter table %I enable row level security', walled);
    execute format('alter table %I force row level security', walled);
    execute format(
      'create policy tenant_wall on %I to {{app}} using (tenant_id = current_setting(''offhook.tenant'')::uuid) with check (tenant_id = current_setting(''offhook.tenant'')::uuid)',
      walled);
    execute format('grant select, insert, update, delete on %I to {{app}}', walled);
  end loop;
end $$;
