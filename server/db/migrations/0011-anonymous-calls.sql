-- Who called without being known stays unknown to whom they called.
alter table call_record add column is_anonymous boolean not null default false;
