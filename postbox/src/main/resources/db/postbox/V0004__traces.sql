-- Which trace a municipal change belongs to in this service, for what is told of it later without a record that carries
-- the trace: by a timer, an officer, or another event that ends a wait. Written only while traces are switched on.
create table remembered_trace (
    change        text        primary key,
    trace_parent  text        not null,
    remembered_at timestamptz not null
);
comment on column remembered_trace.change is 'municipality code, a slash, event id';
comment on column remembered_trace.trace_parent is 'W3C trace context of the span in which this service first handled it';

-- For the retention sweep.
create index remembered_trace_at on remembered_trace (remembered_at);
