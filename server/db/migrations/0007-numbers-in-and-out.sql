-- How long a number rests between its release and the operator's stock.
alter table tenant add column number_quarantine_days int not null default 30
  constraint tenant_number_quarantine check (number_quarantine_days between 0 and 365);

-- Released: rests in the inventory until quarantined_until, counts against no allowance, and goes then. Shared: anybody may show it as
-- caller ID, under this name. Porting: on its way from another carrier; until it is here, its temporary number rings in its place.
alter table phone_number add column released_at timestamptz;
alter table phone_number add column shared_name text;
alter table phone_number add column porting text;
alter table phone_number add column temporary_number text collate "C";
alter table phone_number add constraint phone_number_released_rests
  check (released_at is null or (user_id is null and quarantined_until is not null));
alter table phone_number add constraint phone_number_porting_state check (porting in ('prePorting', 'porting'));
alter table phone_number add constraint phone_number_porting_idle
  check (porting is null or (user_id is null and quarantined_until is null and shared_name is null));
alter table phone_number add constraint phone_number_temporary_ports check (temporary_number is null or porting is not null);
alter table phone_number add constraint phone_number_temporary_fkey foreign key (tenant_id, temporary_number) references phone_number;
create unique index phone_number_temporary_key on phone_number (tenant_id, temporary_number) where temporary_number is not null;
create index phone_number_released_idx on phone_number (tenant_id, quarantined_until) where released_at is not null;
create index phone_number_shared_idx on phone_number (tenant_id, e164) where shared_name is not null;

-- Two numbers of a person never hold the same place.
create unique index phone_number_place_key on phone_number (tenant_id, user_id, position);
drop index phone_number_user_idx;

-- The inventory is counted by state and country without reading its rows. Partial, so that it is never taken for a look-up by number.
create index phone_number_state_idx on phone_number (tenant_id, country) include (user_id, quarantined_until, porting, released_at)
  where country is not null;

-- Forced, the wall would hide the rows below from an owner who is no superuser.
alter table tenant no force row level security;
alter table phone_number no force row level security;
alter table license_type no force row level security;
alter table license_pool no force row level security;

-- How many numbers each seat of a type brings along.
alter table license_type add column numbers_included int not null default 0
  constraint license_type_numbers_included check (numbers_included between 0 and 20);
update license_type set numbers_included = 1 where 'directNumber' = any (entitlements);

-- The allowance. number_allowance counts per country what is bought and what is held; what is held beyond the bought is drawn from the one
-- pool of numbers that the company's seats include, whichever the country. Whoever changes any of it locks the row of number_pool, adds up
-- again and writes it last: one check decides every race.
create table number_pool (
  tenant_id uuid not null constraint number_pool_tenant_fkey references tenant on delete cascade,
  included int not null default 0,
  drawn int not null default 0,
  constraint number_pool_pkey primary key (tenant_id),
  constraint number_pool_not_overdrawn check (drawn <= included)
);

create table number_allowance (
  tenant_id uuid not null constraint number_allowance_tenant_fkey references tenant on delete cascade,
  country text not null,
  bought int not null default 0,
  used int not null default 0,
  constraint number_allowance_pkey primary key (tenant_id, country),
  constraint number_allowance_not_negative check (bought >= 0 and used >= 0)
);

-- Companies from before keep what they hold, and may have as many more at home as a new company.
insert into number_pool (tenant_id, included)
  select t.id, coalesce((select sum(p.owned * l.numbers_included) from license_pool p
    join license_type l on l.tenant_id = p.tenant_id and l.id = p.license_type_id where p.tenant_id = t.id), 0)
  from tenant t;
insert into number_allowance (tenant_id, country, bought, used)
  select tenant_id, country, sum(held) + sum(room), sum(held) from (
    select tenant_id, country, count(*) as held, 0 as room from phone_number group by tenant_id, country
    union all select id, country, 0, 1000 from tenant) as counted
  group by tenant_id, country;

alter table tenant force row level security;
alter table phone_number force row level security;
alter table license_type force row level security;
alter table license_pool force row level security;
do $$
declare walled text;
begin
  foreach walled in array array['number_pool', 'number_allowance'] loop
    execute format('alter table %I enable row level security', walled);
    execute format('alter table %I force row level security', walled);
    execute format(
      'create policy tenant_wall on %I to {{app}} using (tenant_id = current_setting(''offhook.tenant'')::uuid) with check (tenant_id = current_setting(''offhook.tenant'')::uuid)',
      walled);
    execute format('grant select, insert, update, delete on %I to {{app}}', walled);
  end loop;
end $$;
