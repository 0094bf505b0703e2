-- Pages of the users of one site, and of those in one state, in the order that people are listed in.
create index app_user_site_sort_idx on app_user (tenant_id, site_id, sort_key, id) where deleted_at is null;
create index app_user_state_sort_idx on app_user (tenant_id, state, sort_key, id) where deleted_at is null;
