-- What the service's own role may do, after every start and so for every table there is. The role that migrates owns the
-- tables; the service's owns nothing, reads and writes what changes, and only adds to history: to every table with a
-- trigger of the name TABLE_is_history.
do $$
declare
    service constant name := '${service}';
    own record;
begin
    -- Instances that start together take turns: PostgreSQL refuses two grants on one table at once.
    perform pg_advisory_xact_lock(hashtextextended('rights', 0));
    if pg_has_role(service, current_user, 'member') then
        raise exception 'the role % may do what the owner of the tables may: give Flyway a role of its own', service
            using errcode = 'invalid_grant_operation';
    end if;
    execute format('grant usage on schema %I to %I', current_schema(), service);
    for own in
        select c.oid::regclass as name,
               case c.relkind when 'S' then 'sequence' else 'table' end as kind,
               case when c.relname = 'flyway_schema_history' then null
                    when c.relkind = 'S' then 'usage, select'
                    when exists (select from pg_trigger t
                                 where t.tgrelid = c.oid and t.tgname = c.relname || '_is_history')
                        then 'select, insert'
                    else 'select, insert, update, delete' end as rights
        from pg_class c
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'S')
        order by c.oid
    loop
        execute format('revoke all on %s %s from %I', own.kind, own.name, service);
        if own.rights is not null then
            execute format('grant %s on %s %s to %I', own.rights, own.kind, own.name, service);
        end if;
    end loop;
end
$$;
