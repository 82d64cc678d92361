-- Stations sign with keys of their own instead of showing a secret that the hub knows too.
--
-- A bureau's operator issues a one-time code; whoever presents it first registers an Ed25519 key for the code's station.
-- A key replaces another one when the other has signed for that. Nothing else makes a key: its foreign keys say so.
DROP TABLE station_credential;

CREATE TABLE station_enrolment (
    code_digest bytea PRIMARY KEY CHECK (octet_length(code_digest) = 32),
    station_id  text COLLATE "C" NOT NULL REFERENCES station,
    created_at  timestamptz NOT NULL,
    created_by  text NOT NULL,
    expires_at  timestamptz NOT NULL CHECK (expires_at > created_at),
    used_at     timestamptz,
    -- The key that the code registered.
    key_id      text COLLATE "C",
    -- A later code took its place.
    voided_at   timestamptz,
    CHECK ((used_at IS NULL) = (key_id IS NULL)),
    CHECK (used_at IS NULL OR voided_at IS NULL),
    UNIQUE (code_digest, station_id)
);
CREATE INDEX station_enrolment_open ON station_enrolment (station_id) WHERE used_at IS NULL AND voided_at IS NULL;
COMMENT ON TABLE station_enrolment IS 'district: digests of the one-time codes with which stations register their keys';

CREATE TABLE station_key (
    -- The JWK thumbprint (RFC 7638) of the public key in base64url.
    key_id         text COLLATE "C" PRIMARY KEY CHECK (key_id ~ '^[A-Za-z0-9_-]{43}$'),
    station_id     text COLLATE "C" NOT NULL REFERENCES station,
    public_key     bytea NOT NULL CHECK (octet_length(public_key) = 32),
    created_at     timestamptz NOT NULL,
    -- Where it comes from: a code, or the key that it replaces.
    enrolment      bytea,
    replaces       text COLLATE "C",
    revoked_at     timestamptz,
    revoked_reason text CHECK (revoked_reason IN ('replaced', 'revoked')),
    CHECK (num_nonnulls(enrolment, replaces) = 1),
    CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL)),
    UNIQUE (key_id, station_id),
    UNIQUE (replaces),
    FOREIGN KEY (enrolment, station_id) REFERENCES station_enrolment (code_digest, station_id),
    FOREIGN KEY (replaces, station_id) REFERENCES station_key (key_id, station_id)
);
CREATE INDEX station_key_station ON station_key (station_id);
COMMENT ON TABLE station_key IS 'district: public keys that stations sign with';

ALTER TABLE station_enrolment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE station_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- The district issues codes, looks at keys and revokes them; it can't make one.
CREATE POLICY district_administers ON station_enrolment FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, INSERT, UPDATE (voided_at) ON station_enrolment TO xinlian_app;
CREATE POLICY district_administers ON station_key FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, UPDATE (revoked_at, revoked_reason) ON station_key TO xinlian_app;

-- Whoever presents a code sees it and uses it up, and whoever presents a key's id sees that key.
CREATE POLICY presented ON station_enrolment FOR SELECT TO xinlian_ingest
    USING (encode(code_digest, 'hex') = current_setting('xinlian.enrolment', true));
CREATE POLICY used_up ON station_enrolment FOR UPDATE TO xinlian_ingest
    USING (encode(code_digest, 'hex') = current_setting('xinlian.enrolment', true))
    WITH CHECK (
        encode(code_digest, 'hex') = current_setting('xinlian.enrolment', true)
        AND key_id = current_setting('xinlian.key', true));
GRANT SELECT, UPDATE (used_at, key_id) ON station_enrolment TO xinlian_ingest;

CREATE POLICY presented ON station_key FOR SELECT TO xinlian_ingest
    USING (key_id = current_setting('xinlian.key', true));
-- A new key is the presented one with the presented code, or follows the presented one.
CREATE POLICY registered ON station_key FOR INSERT TO xinlian_ingest
    WITH CHECK (
        (key_id = current_setting('xinlian.key', true)
            AND encode(enrolment, 'hex') = current_setting('xinlian.enrolment', true))
        OR replaces = current_setting('xinlian.key', true));
CREATE POLICY replaced ON station_key FOR UPDATE TO xinlian_ingest
    USING (key_id = current_setting('xinlian.key', true))
    WITH CHECK (key_id = current_setting('xinlian.key', true) AND revoked_reason = 'replaced');
GRANT SELECT, UPDATE (revoked_at, revoked_reason) ON station_key TO xinlian_ingest;
GRANT INSERT (key_id, station_id, public_key, created_at, enrolment, replaces) ON station_key TO xinlian_ingest;

-- Which key signed what was taken, and when by the station's own clock, which is never a ground for refusal.
ALTER TABLE sync_receipt
    ADD COLUMN key_id    text COLLATE "C",
    ADD COLUMN signed_at timestamptz;
ALTER TABLE watermark
    ADD COLUMN last_key_id    text COLLATE "C",
    ADD COLUMN last_signed_at timestamptz;
