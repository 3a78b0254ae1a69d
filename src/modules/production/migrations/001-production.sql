-- Making: work orders that snapshot their method, output with scrap and rework, material draws, inspection by a second person, lots into stock.
create schema production;
create table production.work_order (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, product_id uuid not null, quantity int not null check (quantity between 1 and 1000000), due_on date not null,
  order_line_id uuid, state text not null default 'planned' check (state in ('planned','released','in_progress','inspection','done','cancelled')), method jsonb not null, -- {product, unit, bill:[...], routing:[...], cost:{...}} as it was on the day
  note text not null default '', created_by uuid, created_at timestamptz not null, released_at timestamptz, done_at timestamptz, version int not null default 1,
  primary key (facility_id, id), unique (facility_id, number), foreign key (facility_id, product_id) references products.product
);
create index work_order_line on production.work_order (facility_id, order_line_id) where order_line_id is not null;
create table production.scrap_reason (code text primary key, name_id text not null, name_en text not null, kind text not null check (kind in ('scrap','rework')));
-- Output of one person, or of the whole session's team where worker_id is null.
create table production.output (
  facility_id uuid not null, id uuid not null default kernel.new_id(), work_order_id uuid not null, session_id uuid not null, step int not null, worker_id uuid,
  good int not null default 0 check (good >= 0), scrap int not null default 0 check (scrap >= 0), rework int not null default 0 check (rework >= 0), reason_code text references production.scrap_reason,
  recorded_by uuid, recorded_person uuid, occurred_at timestamptz not null, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, work_order_id) references production.work_order, foreign key (facility_id, session_id) references workshop.session,
  constraint output_by_rostered foreign key (facility_id, session_id, worker_id) references workshop.roster, check (good + scrap + rework > 0), constraint output_reason check (scrap + rework = 0 or reason_code is not null)
);
create index output_order on production.output (facility_id, work_order_id);
create index output_session on production.output (facility_id, session_id);
create table production.draw (
  facility_id uuid not null, id uuid not null default kernel.new_id(), work_order_id uuid not null, item_id uuid not null, quantity int not null check (quantity <> 0), session_id uuid, move_id uuid not null, recorded_by uuid, occurred_at timestamptz not null, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, work_order_id) references production.work_order, foreign key (facility_id, item_id) references inventory.item, foreign key (facility_id, move_id) references inventory.move
);
create table production.inspection (
  facility_id uuid not null, id uuid not null default kernel.new_id(), work_order_id uuid not null, passed int not null check (passed >= 0), failed int not null check (failed >= 0), reason_code text references production.scrap_reason, measures jsonb not null default '[]', note text not null default '',
  inspector_id uuid not null, inspector_person uuid, lot_id uuid, occurred_at timestamptz not null, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, work_order_id) references production.work_order, check (passed + failed > 0)
);
-- The second pair of eyes: whoever recorded output of a work order does not inspect it.
create function production.inspector_is_another() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from production.output where facility_id = new.facility_id and work_order_id = new.work_order_id and (recorded_by = new.inspector_id or recorded_person = new.inspector_person))
  then perform kernel.refuse('inspection.same_person', 'the inspector recorded output of this work order'); end if;
  return new;
end $$;
create trigger inspector_is_another before insert on production.inspection for each row execute function production.inspector_is_another();
create function production.recorder_is_another() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from production.inspection where facility_id = new.facility_id and work_order_id = new.work_order_id and (inspector_id = new.recorded_by or inspector_person = new.recorded_person))
  then perform kernel.refuse('output.same_person', 'the recorder inspected this work order'); end if;
  return new;
end $$;
create trigger recorder_is_another before insert on production.output for each row execute function production.recorder_is_another();
grant usage on schema production to karya_app;
select kernel.scope_to_facility(t) from unnest(array['production.work_order','production.output','production.draw','production.inspection']::regclass[]) t;
select kernel.insert_only('production.output'), kernel.insert_only('production.draw'), kernel.insert_only('production.inspection');
grant select on production.scrap_reason to karya_app;
insert into production.scrap_reason values
  ('CRACK','Retak atau pecah','Cracked or broken','scrap'), ('SIZE','Ukuran salah','Wrong size','scrap'), ('MATERIAL','Cacat bahan','Material fault','scrap'), ('SPOILED','Basi atau rusak','Spoiled','scrap'),
  ('FINISH','Penyelesaian kurang rapi','Poor finish','rework'), ('STITCH','Jahitan lepas','Loose stitch','rework'), ('ASSEMBLY','Rakitan longgar','Loose assembly','rework'), ('COLOUR','Warna tidak rata','Uneven colour','rework');
