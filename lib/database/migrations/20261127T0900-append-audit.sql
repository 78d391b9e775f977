-- Hangs rows on the chain where it still ends at the old head; false, and nothing is written, where it does not. A
-- function, because the database keeps the plans of its statements: a listener waits for this before the first byte.
create function append_audit(
  old_sequence bigint, old_hash text, new_sequence bigint, new_hash text, records jsonb
) returns boolean language plpgsql as $$
begin
  -- Who waits here for another writer finds the head moved.
  update audit_head set sequence = new_sequence, hash = new_hash
    where id = 1 and sequence = old_sequence and hash = old_hash;
  if not found then
    return false;
  end if;
  insert into audit_rows select * from jsonb_populate_recordset(null::audit_rows, records);
  return true;
end
$$;
