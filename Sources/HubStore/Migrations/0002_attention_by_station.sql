-- A fact's id is the station's own choice: one that happens to choose another's id must keep its place on the list.
ALTER TABLE attention DROP CONSTRAINT attention_pkey, ADD PRIMARY KEY (station_id, fact_id);
