-- Call handling, caller ID, forwarding, calling rights, directory: settings that differ from the defaults of the contract.
alter table app_user add column services jsonb not null default '{}';

-- Whom and which numbers a person's settings point at (forwarding, caller ID), so that whoever leaves, and whatever number goes, can be
-- asked who depends on it without reading everybody's settings.
create table service_target (
  tenant_id uuid not null,
  user_id uuid not null,
  -- The id of a user, or a number in E.164.
  target text collate "C" not null,
  -- The setting that names it: services.forwarding.always, …
  field text collate "C" not null,
  constraint service_target_pkey primary key (tenant_id, target, user_id, field),
  constraint service_target_user_fkey foreign key (tenant_id, user_id) references app_user on delete cascade
);
create index service_target_user_idx on service_target (tenant_id, user_id);

alter table service_target enable row level security;
alter table service_target force row level security;
create policy tenant_wall on service_target to {{app}}
  using (tenant_id = current_setting('offhook.tenant')::uuid) with check (tenant_id = current_setting('offhook.tenant')::uuid);
grant select, insert, update, delete on service_target to {{app}};
