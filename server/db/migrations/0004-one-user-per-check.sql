-- A table that has never been analyzed gives PostgreSQL no reason to prefer the primary key over another index that begins
-- with tenant_id. It took app_user_license_idx to check foreign keys, read every user of the tenant for every row that names one,
-- and kept that plan as long as the connection: 4,000 users at once took minutes in a new installation. A partial index cannot be
-- taken for a look-up by id, and serves every other as before, for who asks for a site or a licence asks for one that is not null.
drop index app_user_site_idx;
create index app_user_site_idx on app_user (tenant_id, site_id) where site_id is not null;
drop index app_user_license_idx;
create index app_user_license_idx on app_user (tenant_id, license_type_id) where license_type_id is not null;
