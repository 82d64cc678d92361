-- Who may sign in, in which roles, and what they are told.
--
-- xinlian_auth alone sees accounts, credentials and sessions. The policies tell apart: sign-in, before anybody is known;
-- the district's own commands; a director, for all accounts; a station's manager, for the accounts of that station; and
-- everybody, for the own account.

CREATE TABLE hospital (
    hospital_id text COLLATE "C" PRIMARY KEY CHECK (hospital_id ~ '^[A-Z][A-Z0-9-]{0,15}$'),
    name_zh     text NOT NULL,
    name_en     text NOT NULL,
    -- A hospital that left the configuration keeps its history; its people can't sign in for it.
    active      boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE hospital IS 'reference: the partner hospitals of the district as configured';

CREATE TABLE account (
    account_id        uuid PRIMARY KEY,
    -- Who administers the account: the bureau, a station or a hospital.
    organization_kind text COLLATE "C" NOT NULL CHECK (organization_kind IN ('bureau', 'station', 'hospital')),
    organization      text COLLATE "C" NOT NULL CHECK ((organization = '') = (organization_kind = 'bureau')),
    -- The sign-in name, found by its blind index; the name itself is in the sealed profile.
    name_index        bytea NOT NULL UNIQUE CHECK (octet_length(name_index) = 32),
    name_index_key    text COLLATE "C" NOT NULL,
    -- Names and phone, sealed under the account's own key, which is wrapped by a key-encryption key.
    profile           bytea,
    wrapped_key       bytea,
    key_id            text COLLATE "C",
    created_at        timestamptz NOT NULL,
    disabled_at       timestamptz,
    -- PHC string of scrypt; NULL until the person has set one.
    password_hash     text,
    password_set_at   timestamptz,
    -- The shared secret of RFC 6238, sealed; it counts once confirmed.
    totp_secret       bytea,
    totp_confirmed_at timestamptz,
    -- The last time step used, so that a code is good once.
    totp_last_step    bigint NOT NULL DEFAULT 0,
    -- SHA-256 of the recovery codes that are left.
    recovery_codes    bytea[] NOT NULL DEFAULT '{}',
    -- The one-time link with which a password is set.
    link_digest       bytea CHECK (octet_length(link_digest) = 32),
    link_expires_at   timestamptz,
    -- Sessions begun before this count for nothing.
    sessions_from     timestamptz NOT NULL,
    -- So do identities linked before this: a reset is for an account that may be in the wrong hands.
    identities_from   timestamptz NOT NULL DEFAULT '-infinity'
);
CREATE UNIQUE INDEX account_link ON account (link_digest) WHERE link_digest IS NOT NULL;
CREATE INDEX account_organization ON account (organization_kind, organization);
COMMENT ON TABLE account IS 'district: the people who sign in, with what proves who they are';

CREATE TABLE role_assignment (
    account_id        uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    role              text COLLATE "C" NOT NULL CHECK (role IN (
        'director', 'brand-operator', 'finance-officer', 'auditor', 'station-manager', 'station-staff',
        'hospital-coordinator', 'volunteer')),
    organization_kind text COLLATE "C" NOT NULL,
    organization      text COLLATE "C" NOT NULL,
    assigned_at       timestamptz NOT NULL,
    PRIMARY KEY (account_id, role, organization_kind, organization),
    CHECK (organization_kind = CASE
        WHEN role LIKE 'station-%' THEN 'station' WHEN role LIKE 'hospital-%' THEN 'hospital' ELSE 'bureau' END),
    CHECK ((organization = '') = (organization_kind = 'bureau'))
);
CREATE INDEX role_assignment_organization ON role_assignment (organization_kind, organization);
COMMENT ON TABLE role_assignment IS 'district: the roles that people hold, and where';

CREATE TABLE external_identity (
    issuer     text COLLATE "C" NOT NULL,
    subject    text COLLATE "C" NOT NULL,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    linked_at  timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX external_identity_account ON external_identity (account_id);
COMMENT ON TABLE external_identity IS 'district: the accounts at OpenID providers with which people sign in';

CREATE TABLE session (
    session_digest    bytea PRIMARY KEY CHECK (octet_length(session_digest) = 32),
    -- What the person sees and ends the session by; says nothing about the token.
    session_id        uuid NOT NULL UNIQUE,
    account_id        uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    -- The role acted in.
    role              text COLLATE "C" NOT NULL,
    organization_kind text COLLATE "C" NOT NULL,
    organization      text COLLATE "C" NOT NULL,
    created_at        timestamptz NOT NULL,
    last_seen_at      timestamptz NOT NULL,
    -- NULL while the second factor is still to be shown.
    complete_at       timestamptz,
    address           text NOT NULL,
    agent             text NOT NULL
);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_seen ON session (last_seen_at);
COMMENT ON TABLE session IS 'district: who is signed in; the token itself is stored nowhere';

CREATE TABLE sign_in_attempt (
    -- Keyed digest of a name with an address, or of an address alone.
    attempt_key bytea PRIMARY KEY CHECK (octet_length(attempt_key) = 32),
    failures    integer NOT NULL CHECK (failures >= 0),
    next_at     timestamptz NOT NULL,
    last_at     timestamptz NOT NULL
);
CREATE INDEX sign_in_attempt_last ON sign_in_attempt (last_at);
COMMENT ON TABLE sign_in_attempt IS 'district: how long to wait after failed sign-ins';

CREATE TABLE emergency_access (
    access_id  uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    station_id text COLLATE "C" NOT NULL REFERENCES station,
    subject    uuid NOT NULL,
    reason     text NOT NULL CHECK (char_length(reason) BETWEEN 10 AND 500),
    granted_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz,
    CHECK (expires_at > granted_at AND expires_at <= granted_at + interval '4 hours')
);
CREATE INDEX emergency_access_account ON emergency_access (account_id, expires_at);
CREATE INDEX emergency_access_station ON emergency_access (station_id, granted_at);
COMMENT ON TABLE emergency_access IS 'district: break-glass access to one resident''s data';

CREATE TABLE notice (
    notice_id         uuid PRIMARY KEY,
    organization_kind text COLLATE "C" NOT NULL CHECK (organization_kind IN ('bureau', 'station', 'hospital')),
    organization      text COLLATE "C" NOT NULL,
    kind              text COLLATE "C" NOT NULL,
    -- Ids and times only; names are looked up by whoever may see them.
    content           jsonb NOT NULL,
    told_at           timestamptz NOT NULL,
    acknowledged_at   timestamptz,
    acknowledged_by   uuid
);
CREATE INDEX notice_open ON notice (organization_kind, organization, told_at) WHERE acknowledged_at IS NULL;
COMMENT ON TABLE notice IS 'district: what an organization must be told at once';

-- Row-level security --------------------------------------------------------------------------------------------------

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'hospital', 'account', 'role_assignment', 'external_identity', 'session', 'sign_in_attempt', 'emergency_access',
        'notice'
    ] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    END LOOP;
END
$$;

CREATE POLICY everybody_reads ON hospital FOR SELECT TO xinlian_app, xinlian_auth USING (true);
CREATE POLICY district_configures ON hospital FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, INSERT, UPDATE ON hospital TO xinlian_app;
GRANT SELECT ON hospital TO xinlian_auth;

-- Sign-in has to find any account; the district's commands administer all.
CREATE POLICY sign_in ON account FOR ALL TO xinlian_auth
    USING (current_setting('xinlian.scope', true) IN ('sign-in', 'district'))
    WITH CHECK (current_setting('xinlian.scope', true) IN ('sign-in', 'district'));
CREATE POLICY own ON account FOR ALL TO xinlian_auth
    USING (account_id::text = current_setting('xinlian.account', true))
    WITH CHECK (account_id::text = current_setting('xinlian.account', true));
CREATE POLICY director_administers ON account FOR ALL TO xinlian_auth
    USING (current_setting('xinlian.scope', true) = 'bureau' AND current_setting('xinlian.role', true) = 'director')
    WITH CHECK (current_setting('xinlian.scope', true) = 'bureau' AND current_setting('xinlian.role', true) = 'director');
CREATE POLICY manager_administers ON account FOR ALL TO xinlian_auth
    USING (
        current_setting('xinlian.scope', true) = 'staff' AND current_setting('xinlian.role', true) = 'station-manager'
        AND organization_kind = 'station' AND organization = current_setting('xinlian.station', true))
    WITH CHECK (
        current_setting('xinlian.scope', true) = 'staff' AND current_setting('xinlian.role', true) = 'station-manager'
        AND organization_kind = 'station' AND organization = current_setting('xinlian.station', true));
-- The audit trail names accounts by their ids; an auditor has to know whose they are.
CREATE POLICY auditor_names ON account FOR SELECT TO xinlian_auth
    USING (current_setting('xinlian.scope', true) = 'bureau' AND current_setting('xinlian.role', true) = 'auditor');
-- Who prepared, approved and claimed is told by name to whoever answers for money, for two people to stand behind each
-- voucher visibly. Hospitals' people take no part in it.
CREATE POLICY finance_officer_names ON account FOR SELECT TO xinlian_auth
    USING (current_setting('xinlian.scope', true) = 'bureau' AND current_setting('xinlian.role', true) = 'finance-officer'
        AND organization_kind IN ('bureau', 'station'));
GRANT SELECT, INSERT, UPDATE ON account TO xinlian_auth;

CREATE POLICY sign_in ON role_assignment FOR SELECT TO xinlian_auth
    USING (current_setting('xinlian.scope', true) = 'sign-in');
CREATE POLICY district_administers ON role_assignment FOR ALL TO xinlian_auth
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
CREATE POLICY own ON role_assignment FOR SELECT TO xinlian_auth
    USING (account_id::text = current_setting('xinlian.account', true));
CREATE POLICY director_administers ON role_assignment FOR ALL TO xinlian_auth
    USING (current_setting('xinlian.scope', true) = 'bureau' AND current_setting('xinlian.role', true) = 'director')
    WITH CHECK (current_setting('xinlian.scope', true) = 'bureau' AND current_setting('xinlian.role', true) = 'director');
CREATE POLICY manager_reads ON role_assignment FOR SELECT TO xinlian_auth
    USING (
        current_setting('xinlian.scope', true) = 'staff' AND current_setting('xinlian.role', true) = 'station-manager'
        AND organization_kind = 'station' AND organization = current_setting('xinlian.station', true));
-- A manager makes staff, not managers.
CREATE POLICY manager_assigns ON role_assignment FOR INSERT TO xinlian_auth
    WITH CHECK (
        current_setting('xinlian.scope', true) = 'staff' AND current_setting('xinlian.role', true) = 'station-manager'
        AND role = 'station-staff' AND organization = current_setting('xinlian.station', true));
CREATE POLICY manager_withdraws ON role_assignment FOR DELETE TO xinlian_auth
    USING (
        current_setting('xinlian.scope', true) = 'staff' AND current_setting('xinlian.role', true) = 'station-manager'
        AND role = 'station-staff' AND organization = current_setting('xinlian.station', true));
GRANT SELECT, INSERT, DELETE ON role_assignment TO xinlian_auth;

CREATE POLICY sign_in ON external_identity FOR SELECT TO xinlian_auth
    USING (current_setting('xinlian.scope', true) = 'sign-in');
CREATE POLICY own ON external_identity FOR ALL TO xinlian_auth
    USING (account_id::text = current_setting('xinlian.account', true))
    WITH CHECK (account_id::text = current_setting('xinlian.account', true));
GRANT SELECT, INSERT, DELETE ON external_identity TO xinlian_auth;

-- A session is found by whoever presents its token; its person lists and ends it.
CREATE POLICY presented ON session FOR ALL TO xinlian_auth
    USING (current_setting('xinlian.scope', true) = 'sign-in'
        AND encode(session_digest, 'hex') = current_setting('xinlian.session', true))
    WITH CHECK (current_setting('xinlian.scope', true) = 'sign-in'
        AND encode(session_digest, 'hex') = current_setting('xinlian.session', true));
CREATE POLICY own ON session FOR ALL TO xinlian_auth
    USING (account_id::text = current_setting('xinlian.account', true))
    WITH CHECK (account_id::text = current_setting('xinlian.account', true));
CREATE POLICY district_forgets ON session FOR DELETE TO xinlian_auth
    USING (current_setting('xinlian.scope', true) = 'district');
CREATE POLICY district_sees_old ON session FOR SELECT TO xinlian_auth
    USING (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO xinlian_auth;

CREATE POLICY sign_in ON sign_in_attempt FOR ALL TO xinlian_auth
    USING (current_setting('xinlian.scope', true) IN ('sign-in', 'district'))
    WITH CHECK (current_setting('xinlian.scope', true) IN ('sign-in', 'district'));
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempt TO xinlian_auth;

-- A director opens and ends; the station whose data it is sees it, and nobody deletes.
CREATE POLICY director_opens ON emergency_access FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'bureau' AND current_setting('xinlian.role', true) = 'director')
    WITH CHECK (current_setting('xinlian.scope', true) = 'bureau' AND current_setting('xinlian.role', true) = 'director'
        AND account_id::text = current_setting('xinlian.account', true));
CREATE POLICY owner_sees ON emergency_access FOR SELECT TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'staff' AND station_id = current_setting('xinlian.station', true)
        OR current_setting('xinlian.scope', true) = 'district'
        OR current_setting('xinlian.scope', true) = 'bureau' AND current_setting('xinlian.role', true) = 'auditor');
GRANT SELECT, INSERT ON emergency_access TO xinlian_app;
GRANT UPDATE (ended_at) ON emergency_access TO xinlian_app;

CREATE POLICY bureau_reads ON notice FOR ALL TO xinlian_app
    USING (organization_kind = 'bureau' AND current_setting('xinlian.scope', true) = 'bureau'
        AND current_setting('xinlian.role', true) IN ('director', 'auditor'))
    WITH CHECK (false);
CREATE POLICY station_reads ON notice FOR ALL TO xinlian_app
    USING (organization_kind = 'station' AND current_setting('xinlian.scope', true) = 'staff'
        AND organization = current_setting('xinlian.station', true))
    WITH CHECK (organization_kind = 'station' AND current_setting('xinlian.scope', true) = 'staff'
        AND organization = current_setting('xinlian.station', true));
CREATE POLICY director_tells ON notice FOR INSERT TO xinlian_app
    WITH CHECK (current_setting('xinlian.scope', true) = 'district'
        OR current_setting('xinlian.scope', true) = 'bureau' AND current_setting('xinlian.role', true) = 'director');
CREATE POLICY director_acknowledges ON notice FOR UPDATE TO xinlian_app
    USING (organization_kind = 'bureau' AND current_setting('xinlian.scope', true) = 'bureau'
        AND current_setting('xinlian.role', true) = 'director')
    WITH CHECK (organization_kind = 'bureau' AND current_setting('xinlian.scope', true) = 'bureau'
        AND current_setting('xinlian.role', true) = 'director');
-- Whoever was let in does not tick that off alone, so an auditor can.
CREATE POLICY auditor_acknowledges ON notice FOR UPDATE TO xinlian_app
    USING (organization_kind = 'bureau' AND current_setting('xinlian.scope', true) = 'bureau'
        AND current_setting('xinlian.role', true) = 'auditor')
    WITH CHECK (organization_kind = 'bureau' AND current_setting('xinlian.scope', true) = 'bureau'
        AND current_setting('xinlian.role', true) = 'auditor');
GRANT SELECT, INSERT ON notice TO xinlian_app;
GRANT UPDATE (acknowledged_at, acknowledged_by) ON notice TO xinlian_app;
