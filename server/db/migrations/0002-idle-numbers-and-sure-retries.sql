-- Administrators are few, and counted whenever somebody's role or state changes.
create index app_user_admin_idx on app_user (tenant_id, id) where role = 'admin' and state = 'active';

-- A number whose rest has ended is idle without anybody writing that down, so the index holds all that nobody has.
drop index phone_number_free_idx;
create index phone_number_unused_idx on phone_number (tenant_id, country, e164) where user_id is null;

-- Which request holds the key, and what it changed: written in the transaction of the change itself, so that a crash between
-- the change and its answer cannot make it happen twice.
alter table idempotency_key add column claim uuid;
alter table idempotency_key add column change_set_id uuid;

-- What a change set holds, as entity.operation: a list of history must not read a hundred thousand changes to say what can be undone.
alter table change_set add column kinds text[] not null default '{}';
update change_set s set kinds = array(
  select distinct c.entity || '.' || c.operation from change c where c.tenant_id = s.tenant_id and c.change_set_id = s.id);
