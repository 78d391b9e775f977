-- Whether a person was seen at an address before is asked for each of his addresses of a week.
create index audit_rows_address on audit_rows (actor_id, address, at);
