-- Who is to leave, when, and what is to become of what points at them. One plan a person; a changed plan gets a new id, so that the job of the
-- old one finds nothing to do.
create table leaving (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  leaves_at timestamptz not null,
  wish jsonb not null,
  planned_by_kind text not null,
  planned_by_id text,
  planned_by_name text not null,
  planned_at timestamptz not null default now(),
  -- Why it could not be carried out; the person is then still here, whole.
  failed_at timestamptz,
  failure text,
  constraint leaving_pkey primary key (tenant_id, user_id),
  constraint leaving_user_fkey foreign key (tenant_id, user_id) references app_user on delete cascade
);
create index leaving_time_idx on leaving (tenant_id, leaves_at);

-- What was dialed to reach somebody who left rings a successor for a while. The leaver is an id without a foreign key: the successor goes on
-- taking the calls when the leaver has gone for good.
create table call_succession (
  tenant_id uuid not null,
  -- An extension, or a number in E.164.
  dialed text collate "C" not null,
  leaver_user_id uuid not null,
  successor_user_id uuid not null,
  ends_at timestamptz not null,
  constraint call_succession_pkey primary key (tenant_id, dialed),
  constraint call_succession_successor_user_fkey foreign key (tenant_id, successor_user_id) references app_user on delete cascade
);
create index call_succession_successor_idx on call_succession (tenant_id, successor_user_id);
create index call_succession_leaver_idx on call_succession (tenant_id, leaver_user_id);
create index call_succession_end_idx on call_succession (tenant_id, ends_at);

-- The recycle bin, the longest deleted last.
create index app_user_deleted_idx on app_user (tenant_id, deleted_at desc, id) where deleted_at is not null;

alter table change drop constraint change_operation;
alter table change add constraint change_operation
  check (operation in ('create', 'update', 'suspend', 'delete', 'restore', 'purge', 'erase'));

-- History is erased by a role of its own, which may blank what it says of people and nothing else: neither remove a row nor move it.
do $$
declare walled text;
begin
  foreach walled in array array['leaving', 'call_succession'] loop
    execute format('alter table %I enable row level security', walled);
    execute format('alter table %I force row level security', walled);
    execute format(
      'create policy tenant_wall on %I to {{app}} using (tenant_id = current_setting(''offhook.tenant'')::uuid) with check (tenant_id = current_setting(''offhook.tenant'')::uuid)',
      walled);
    execute format('grant select, insert, update, delete on %I to {{app}}', walled);
  end loop;
  foreach walled in array array['change', 'change_set', 'access_event'] loop
    execute format(
      'create policy eraser_wall on %I to {{eraser}} using (tenant_id = current_setting(''offhook.tenant'')::uuid) with check (tenant_id = current_setting(''offhook.tenant'')::uuid)',
      walled);
    execute format('grant select on %I to {{eraser}}', walled);
  end loop;
end $$;
grant update (label, before, after, erased_at) on change to {{eraser}};
grant update (summary, actor_name) on change_set to {{eraser}};
grant update (actor_name, about, address) on access_event to {{eraser}};
