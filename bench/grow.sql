-- Gives one more tenant all that the demo tenant has in its records: a neighbour of the same size. Run by the server's superuser.
\set ON_ERROR_STOP on
do $$
declare
    demo uuid := (select id from tenants where address = 'demo');
    other uuid := gen_random_uuid();
    wanted text;
    columns text;
begin
    -- The neighbour's rows keep their ids: keys and references are made of tenant and id.
    foreach wanted in array array['teams', 'roles', 'members', 'pipelines', 'stages', 'companies', 'contacts', 'products', 'deals'] loop
        select string_agg(quote_ident(column_name), ', ') into columns from information_schema.columns
        where table_schema = 'public' and table_name = wanted and column_name <> 'tenant_id' and is_generated = 'NEVER';
        execute format('insert into %I (tenant_id, %s) select $1, %s from %I where tenant_id = $2', wanted, columns, columns, wanted) using other, demo;
    end loop;
end $$;
analyze;
