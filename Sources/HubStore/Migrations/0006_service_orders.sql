-- Service orders at the hub, and the one-time links and codes by which residents place and verify them.

-- Station -------------------------------------------------------------------------------------------------------------

CREATE TABLE service_order (
    station_id text COLLATE "C" NOT NULL,
    order_id   text COLLATE "C" NOT NULL,
    -- Each step that the facts tell of as step/day/fen, corrections taken into account.
    steps      text[] NOT NULL,
    -- The furthest step; NULL when all of them were withdrawn.
    state      text CHECK (state IN ('placed', 'accepted', 'delivered', 'verified', 'cancelled')),
    -- Of the steps, for lists: the package, when the order was placed or else first heard of, and its latest step. NULL
    -- when no step says.
    package    text COLLATE "C",
    began_at   timestamptz,
    latest_at  timestamptz,
    PRIMARY KEY (station_id, order_id)
) WITH (fillfactor = 80);
CREATE INDEX service_order_latest ON service_order (station_id, began_at DESC, order_id DESC);
COMMENT ON TABLE service_order IS 'station: where each service order stands';

-- District ------------------------------------------------------------------------------------------------------------

CREATE TABLE order_link (
    -- SHA-256 of a token of 128 random bits, which stands in the link alone.
    token_digest bytea PRIMARY KEY CHECK (octet_length(token_digest) = 32),
    -- Who a fact names as the one who recorded it: resident-link:<id>.
    link_id      uuid NOT NULL UNIQUE,
    station_id   text COLLATE "C" NOT NULL REFERENCES station,
    purpose      text COLLATE "C" NOT NULL CHECK (purpose IN ('place', 'verify')),
    -- The order to be verified; of a link to place one, the order that was placed.
    order_id     text COLLATE "C",
    resident     uuid,
    -- HMAC of a code of six digits under the key of the hub with this id; NULL for a link without a code.
    code_digest  bytea CHECK (octet_length(code_digest) = 32),
    code_key_id  text COLLATE "C",
    tries_left   smallint NOT NULL DEFAULT 5 CHECK (tries_left >= 0),
    created_at   timestamptz NOT NULL,
    created_by   uuid NOT NULL,
    expires_at   timestamptz NOT NULL CHECK (expires_at > created_at),
    used_at      timestamptz,
    -- What the resident said: that it was ordered or received, or that it was not received.
    outcome      text COLLATE "C" CHECK (outcome IN ('confirmed', 'denied')),
    -- A later link took its place.
    voided_at    timestamptz,
    CHECK (purpose = 'place' OR order_id IS NOT NULL),
    CHECK (purpose = 'verify' OR code_digest IS NULL),
    CHECK ((code_digest IS NULL) = (code_key_id IS NULL)),
    CHECK ((used_at IS NULL) = (outcome IS NULL)),
    CHECK (used_at IS NULL OR voided_at IS NULL)
);
CREATE INDEX order_link_order ON order_link (station_id, order_id, created_at);
CREATE INDEX order_link_resident ON order_link (station_id, resident) WHERE resident IS NOT NULL;
COMMENT ON TABLE order_link IS 'district: digests of the one-time links and codes with which residents place and verify orders';

-- Row-level security --------------------------------------------------------------------------------------------------

ALTER TABLE service_order ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE order_link ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY ingest_own ON service_order FOR ALL TO xinlian_ingest
    USING (station_id = current_setting('xinlian.station', true))
    WITH CHECK (station_id = current_setting('xinlian.station', true));
GRANT SELECT, INSERT, UPDATE ON service_order TO xinlian_ingest;
CREATE POLICY app_reads ON service_order FOR SELECT TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'station'
        AND station_id = current_setting('xinlian.station', true)
        OR current_setting('xinlian.scope', true) = 'district');
CREATE POLICY staff_reads ON service_order FOR SELECT TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'staff' AND station_id = current_setting('xinlian.station', true));
-- Erasing settles orders, which are shared with others.
CREATE POLICY district_settles ON service_order FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, INSERT, UPDATE, DELETE ON service_order TO xinlian_app;

-- A station's people make links in their own name and see what became of them, without the digests.
CREATE POLICY staff_reads ON order_link FOR SELECT TO xinlian_app
    USING (
        CASE current_setting('xinlian.scope', true)
            WHEN 'staff' THEN station_id = current_setting('xinlian.station', true)
            WHEN 'district' THEN true
            ELSE false
        END);
CREATE POLICY staff_makes ON order_link FOR INSERT TO xinlian_app
    WITH CHECK (
        current_setting('xinlian.scope', true) = 'staff' AND station_id = current_setting('xinlian.station', true)
        AND created_by::text = current_setting('xinlian.account', true) AND used_at IS NULL);
CREATE POLICY staff_voids ON order_link FOR UPDATE TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'staff' AND station_id = current_setting('xinlian.station', true)
        AND used_at IS NULL)
    WITH CHECK (current_setting('xinlian.scope', true) = 'staff'
        AND station_id = current_setting('xinlian.station', true) AND used_at IS NULL);
-- Erasing a resident removes the links that name the person.
CREATE POLICY district_erases ON order_link FOR DELETE TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT (
    link_id, station_id, purpose, order_id, resident, tries_left, created_at, created_by, expires_at, used_at, outcome,
    voided_at) ON order_link TO xinlian_app;
GRANT INSERT, UPDATE (voided_at), DELETE ON order_link TO xinlian_app;

-- Whoever presents a token sees that row and uses it up; whoever types a code is shown the open row of one order, so that
-- a wrong code can be counted.
CREATE POLICY presented ON order_link FOR SELECT TO xinlian_ingest
    USING (
        CASE current_setting('xinlian.scope', true)
            WHEN 'order-link' THEN encode(token_digest, 'hex') = current_setting('xinlian.link', true)
            WHEN 'order-code' THEN station_id = current_setting('xinlian.link_station', true)
                AND order_id = current_setting('xinlian.link_order', true) AND code_digest IS NOT NULL
            ELSE false
        END);
CREATE POLICY used_up ON order_link FOR UPDATE TO xinlian_ingest
    USING (
        CASE current_setting('xinlian.scope', true)
            WHEN 'order-link' THEN encode(token_digest, 'hex') = current_setting('xinlian.link', true)
            WHEN 'order-code' THEN station_id = current_setting('xinlian.link_station', true)
                AND order_id = current_setting('xinlian.link_order', true) AND code_digest IS NOT NULL
            ELSE false
        END);
GRANT SELECT, UPDATE (used_at, outcome, order_id, tries_left) ON order_link TO xinlian_ingest;
