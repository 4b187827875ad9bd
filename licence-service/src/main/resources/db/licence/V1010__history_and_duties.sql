-- The open duties of one holder are looked up whenever the holder stands at the counter.
create index applied_change_of_holder on applied_change (holder, recorded_at desc);

-- History is kept in every session: a session that replays changes (session_replication_role) skips ordinary triggers.
alter table licence_version enable always trigger licence_version_is_history;
alter table applied_change enable always trigger applied_change_is_history;
alter table chip_proof enable always trigger chip_proof_is_history;
