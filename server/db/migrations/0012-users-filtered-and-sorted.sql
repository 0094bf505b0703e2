-- What lists ask of a person and other tables know: an extension (as a key that sorts 999 before 1042) and whether there is a number.
-- Kept with the person by whoever writes the person, so that a filter of a hundred thousand reads one index and nothing else.
alter table app_user add column extension_key text collate "C";
alter table app_user add column has_number boolean not null default false;

-- The owner of the tables is behind the wall, too, unless it is taken down for a moment.
alter table app_user no force row level security;
alter table extension no force row level security;
alter table phone_number no force row level security;
update app_user u set extension_key = lpad(length(e.number)::text, 2, '0') || e.number
from extension e where e.tenant_id = u.tenant_id and e.user_id = u.id;
update app_user u set has_number = true
where exists (select from phone_number n where n.tenant_id = u.tenant_id and n.user_id = u.id);
alter table app_user force row level security;
alter table extension force row level security;
alter table phone_number force row level security;

-- The list by name, with all that its filters look at.
drop index app_user_sort_idx;
create index app_user_sort_idx on app_user (tenant_id, sort_key, id)
  include (site_id, license_type_id, state, role, department, devices, extension_key, has_number, last_sign_in_at, updated_at)
  where deleted_at is null;

-- Activity by who, how and what, newest first, and by the name that something had when it was changed.
create index change_set_actor_idx on change_set (tenant_id, actor_kind, actor_id, id desc);
create index change_set_source_idx on change_set (tenant_id, source, id);
create index change_label_idx on change (tenant_id, label collate "C", change_set_id);

-- Which change sets hold which kinds of change (user.delete): the rare ones are found without reading the others.
create table change_set_kind (
  tenant_id uuid not null,
  kind text collate "C" not null,
  change_set_id uuid not null,
  constraint change_set_kind_pkey primary key (tenant_id, kind, change_set_id)
);
alter table change_set no force row level security;
insert into change_set_kind (tenant_id, kind, change_set_id)
select s.tenant_id, k.kind, s.id from change_set s cross join lateral (select distinct unnest(s.kinds) as kind) as k;
alter table change_set force row level security;

alter table change_set_kind enable row level security;
alter table change_set_kind force row level security;
create policy tenant_wall on change_set_kind to {{app}}
  using (tenant_id = current_setting('offhook.tenant')::uuid) with check (tenant_id = current_setting('offhook.tenant')::uuid);
grant select, insert on change_set_kind to {{app}};
