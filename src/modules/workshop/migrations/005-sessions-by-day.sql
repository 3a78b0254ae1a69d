-- The sessions of a month over all facilities, for headquarters' figures.
create index session_day on workshop.session (day, facility_id);
