-- A million people, more or less, for the demo tenant to search among: Latin and Chinese names with pinyin, telephone numbers and
-- addresses, in the words that the product keeps for them. Run by the server's superuser, past row-level security.
-- psql variables: people
\set ON_ERROR_STOP on
select id as tenant from tenants where address = 'demo' \gset

insert into contacts (tenant_id, id, name, mobile, email, created_at, changed_at, version, search_text)
select :'tenant', gen_random_uuid(), name, '+1 555 ' || lpad(i::text, 7, '0'), mail, now() - i * interval '1 minute', now() - i * interval '1 minute', 1,
       concat_ws(' ', lower(name), sound, mail, '+1 555 ' || lpad(i::text, 7, '0'), '1555' || lpad(i::text, 7, '0'))
from generate_series(1, :people) i
cross join lateral (select case when i % 3 = 0 then (array['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'])[i / 3 % 10 + 1] || (array['伟', '芳', '娜', '敏', '静', '强', '磊', '洋', '艳', '勇', '军', '杰', '涛', '明'])[i / 30 % 14 + 1] || (array['', '华', '平', '东', '文', '玲', '斌', '丽'])[i / 420 % 8 + 1]
        else initcap((array['anna', 'ben', 'clara', 'david', 'elena', 'felix', 'greta', 'hugo', 'ines', 'jonas', 'karin', 'luis', 'maria', 'nils', 'olga', 'paul'])[i % 16 + 1]) || ' '
            || initcap((array['bak', 'fisch', 'hans', 'kell', 'lund', 'mey', 'nov', 'ort', 'quin', 'ross', 'schm', 'tayl', 'wag', 'young', 'zim'])[i / 16 % 15 + 1]
            || (array['er', 'en', 'ak', 'strom', 'berg', 'feld', 'ham', 'ley', 'man', 'ova', 'sky', 'son', 'ton', 'wick'])[i / 240 % 14 + 1] || (array['', 's', 'i', 'e', 'sen', 'ou', 'ard', 'et'])[i / 3360 % 8 + 1]) end) n (name)
cross join lateral (select case when i % 3 = 0 then
        (array['wang', 'li', 'zhang', 'liu', 'chen', 'yang', 'zhao', 'huang', 'zhou', 'wu'])[i / 3 % 10 + 1] || (array['wei', 'fang', 'na', 'min', 'jing', 'qiang', 'lei', 'yang', 'yan', 'yong', 'jun', 'jie', 'tao', 'ming'])[i / 30 % 14 + 1] || (array['', 'hua', 'ping', 'dong', 'wen', 'ling', 'bin', 'li'])[i / 420 % 8 + 1]
        || ' ' || left((array['wang', 'li', 'zhang', 'liu', 'chen', 'yang', 'zhao', 'huang', 'zhou', 'wu'])[i / 3 % 10 + 1], 1) || left((array['wei', 'fang', 'na', 'min', 'jing', 'qiang', 'lei', 'yang', 'yan', 'yong', 'jun', 'jie', 'tao', 'ming'])[i / 30 % 14 + 1], 1) || left((array['', 'hua', 'ping', 'dong', 'wen', 'ling', 'bin', 'li'])[i / 420 % 8 + 1], 1)
        end) s (sound)
cross join lateral (select 'p' || i || '@example.com') a (mail);
vacuum analyze contacts;
vacuum analyze search_pieces;
