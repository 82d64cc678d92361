-- Writes of the JSON API that are sent again are answered as the first time (Idempotency-Key).

-- District ------------------------------------------------------------------------------------------------------------

CREATE TABLE request_key (
    account_id     uuid NOT NULL,
    -- The client's own, once for each thing that it wants done.
    key            text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    -- SHA-256 of what was asked: method, path, the role acted in, and the body.
    request_digest bytea NOT NULL CHECK (octet_length(request_digest) = 32),
    -- The answer, written in the transaction of what was done: what changed nothing has none.
    answer         text NOT NULL,
    -- Whose rows were changed; NULL for the district's.
    station_id     text COLLATE "C" REFERENCES station,
    answered_at    timestamptz NOT NULL,
    PRIMARY KEY (account_id, key)
);
CREATE INDEX request_key_age ON request_key (answered_at);
COMMENT ON TABLE request_key IS 'district: answers to writes by the keys of their requests, kept for two days';

-- Row-level security --------------------------------------------------------------------------------------------------

ALTER TABLE request_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- Each account finds its own answers; old ones are forgotten.
CREATE POLICY own_reads ON request_key FOR SELECT TO xinlian_app
    USING (
        CASE current_setting('xinlian.scope', true)
            WHEN 'staff' THEN account_id::text = current_setting('xinlian.account', true)
            WHEN 'bureau' THEN account_id::text = current_setting('xinlian.account', true)
            WHEN 'district' THEN true
            ELSE false
        END);
CREATE POLICY own_answers ON request_key FOR INSERT TO xinlian_app
    WITH CHECK (
        current_setting('xinlian.scope', true) IN ('staff', 'bureau')
        AND account_id::text = current_setting('xinlian.account', true));
CREATE POLICY district_forgets ON request_key FOR DELETE TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, INSERT, DELETE ON request_key TO xinlian_app;

-- What is done to a station's rows is answered together with it.
CREATE POLICY ingest_answers ON request_key FOR INSERT TO xinlian_ingest
    WITH CHECK (station_id = current_setting('xinlian.station', true));
GRANT INSERT ON request_key TO xinlian_ingest;
