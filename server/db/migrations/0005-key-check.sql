-- Sealed with the secret key: a start with another key is refused before it can do harm. Null until the first start.
alter table installation add column key_check text;
