-- Fills the demo tenant to the size that the figures are stated for. Run by the server's superuser, past row-level security.
-- psql variables: companies, deals, keyhash
\set ON_ERROR_STOP on
select id as tenant from tenants where address = 'demo' \gset

insert into companies (tenant_id, id, name, sector, currency, created_at, changed_at, version, search_text)
select :'tenant', gen_random_uuid(), 'Company ' || lpad(i::text, 6, '0'), 'retail', 'USD', now(), now(), 1, 'company ' || lpad(i::text, 6, '0')
from generate_series(1, :companies) i;

insert into field_overlays (tenant_id, id, record_type, field_name, custom_kind, label, position)
values (:'tenant', gen_random_uuid(), 'deals', 'region_code', 'text', 'Region code', 900);
update tenant_settings set schema_version = schema_version + 1 where tenant_id = :'tenant';

create temp table c as select id, row_number() over () - 1 as n from companies where tenant_id = :'tenant';
create index on c (n);
create temp table m as select id, row_number() over () - 1 as n from members where tenant_id = :'tenant';
create temp table s as select s.id, s.probability, row_number() over (order by s.position) - 1 as n
from stages s where s.tenant_id = :'tenant' and s.outcome = 'Open';

insert into deals (tenant_id, id, name, company_id, owner_id, stage_id, stage_since, probability, amount, currency, expected_close_on,
                   created_at, changed_at, version, search_text, custom_json)
select :'tenant', gen_random_uuid(), 'Deal ' || lpad(i::text, 7, '0'), c.id, m.id, s.id, now(), s.probability,
       (i * 7919 % 900000) * 100, 'USD', current_date + (i % 200), now() - i * interval '1 minute', now() - i * interval '1 minute', 1,
       'deal ' || lpad(i::text, 7, '0'), jsonb_build_object('region_code', 'R' || i % 500)
from generate_series(1, :deals) i
join c on c.n = i % (select count(*) from c)
join m on m.n = i % (select count(*) from m)
join s on s.n = i % (select count(*) from s);

insert into api_keys (tenant_id, id, name, prefix, hash, role_id, created_at)
select :'tenant', gen_random_uuid(), 'Measurements', 'gx_bench', :'keyhash', r.id, now() from roles r where r.tenant_id = :'tenant' and r.key = 'owner';

drop table if exists bench_ids;
create table bench_ids as select row_number() over ()::int as n, id from (select id from deals where tenant_id = :'tenant' order by random() limit 20000) d;
alter table bench_ids add primary key (n);
analyze;
