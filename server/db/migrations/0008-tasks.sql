-- Large changes that run by themselves. `change_set_id` and `done` are written in the transaction of the changes: a task that is not done
-- has changed nothing, whatever was killed.
create table task (
  tenant_id uuid not null constraint task_tenant_fkey references tenant on delete cascade,
  id uuid not null,
  kind text not null,
  title text not null,
  state text not null default 'queued' constraint task_state check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- Which try of its job runs it: one that was overtaken must not write.
  attempt int not null default 0,
  phase text,
  done int not null default 0,
  total int not null default 0,
  payload jsonb not null,
  result jsonb,
  problem jsonb,
  change_set_id uuid,
  source text not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  -- Who asked, with which rights: the task acts as they would have.
  user_id uuid,
  is_operator boolean not null,
  request_id text not null,
  address text not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  constraint task_pkey primary key (tenant_id, id),
  constraint task_ended_state check ((finished_at is not null) = (state in ('done', 'failed', 'cancelled'))),
  constraint task_changed_state check (change_set_id is null or state = 'done')
);
create index task_finished_idx on task (tenant_id, finished_at) where finished_at is not null;

alter table task enable row level security;
alter table task force row level security;
create policy tenant_wall on task to {{app}}
  using (tenant_id = current_setting('offhook.tenant')::uuid) with check (tenant_id = current_setting('offhook.tenant')::uuid);
grant select, insert, update, delete on task to {{app}};
