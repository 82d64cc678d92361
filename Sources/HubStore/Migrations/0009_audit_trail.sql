-- The audit trail: who, acting as what, did or tried what, when, from where and why.
--
-- One chain of hashes for the bureau, for each station and for each hospital. Entries are appended by
-- append_audit_event() alone, which computes the hash of what it stores. What may not be changed unnoticed even by the
-- database's administrator is signed with a key outside the database: see append_audit_checkpoint().

CREATE TABLE audit_stream (
    stream    text COLLATE "C" PRIMARY KEY CHECK (stream ~ '^(bureau|(station|hospital)/[A-Z][A-Z0-9-]{0,15})$'),
    last_seq  bigint NOT NULL CHECK (last_seq >= 0),
    last_hash bytea NOT NULL CHECK (octet_length(last_hash) = 32)
) WITH (fillfactor = 50);
COMMENT ON TABLE audit_stream IS 'district: where each chain of the audit trail ends';

CREATE TABLE audit_event (
    stream       text COLLATE "C" NOT NULL,
    seq          bigint NOT NULL CHECK (seq >= 1),
    -- When it happened, by the program's clock, and when the database took it, by its own.
    recorded_at  timestamptz NOT NULL,
    stored_at    timestamptz NOT NULL,
    action       text COLLATE "C" NOT NULL CHECK (action IN ('create', 'read', 'update', 'delete', 'execute')),
    type         text COLLATE "C" NOT NULL CHECK (type ~ '^[a-z][a-z0-9-]{0,39}$'),
    outcome      text COLLATE "C" NOT NULL CHECK (outcome IN ('success', 'refused', 'failed')),
    agent_kind   text COLLATE "C" NOT NULL CHECK (agent_kind IN ('account', 'station-key', 'system', 'unknown')),
    agent        text COLLATE "C" CHECK (char_length(agent) <= 200),
    role         text COLLATE "C" CHECK (char_length(role) <= 40),
    organization text COLLATE "C" CHECK (char_length(organization) <= 40),
    source       text COLLATE "C" CHECK (char_length(source) <= 200),
    entity_type  text COLLATE "C" CHECK (char_length(entity_type) <= 200),
    entity_id    text COLLATE "C" CHECK (char_length(entity_id) <= 200),
    purpose      text COLLATE "C" CHECK (char_length(purpose) <= 40),
    reason       text CHECK (char_length(reason) <= 500),
    details      text NOT NULL CHECK (char_length(details) <= 8000),
    hash         bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (stream, seq)
);
CREATE INDEX audit_event_recorded ON audit_event (recorded_at, stream, seq);
CREATE INDEX audit_event_of_stream ON audit_event (stream, recorded_at, seq);
CREATE INDEX audit_event_of_agent ON audit_event (agent, recorded_at) WHERE agent IS NOT NULL;
CREATE INDEX audit_event_of_entity ON audit_event (entity_id, recorded_at) WHERE entity_id IS NOT NULL;
CREATE INDEX audit_event_of_type ON audit_event (type, recorded_at);
COMMENT ON TABLE audit_event IS 'district: the entries of the audit trail';

CREATE TABLE audit_checkpoint (
    number          bigint PRIMARY KEY CHECK (number >= 1),
    at              timestamptz NOT NULL,
    previous_digest bytea NOT NULL CHECK (octet_length(previous_digest) = 32),
    statement       text NOT NULL,
    signature       bytea NOT NULL CHECK (octet_length(signature) = 64),
    key_id          text NOT NULL
);
COMMENT ON TABLE audit_checkpoint IS 'district: signed statements of where the chains of the audit trail ended';

CREATE TABLE audit_anchor (
    stream text COLLATE "C" PRIMARY KEY,
    seq    bigint NOT NULL CHECK (seq >= 1),
    hash   bytea NOT NULL CHECK (octet_length(hash) = 32)
);
COMMENT ON TABLE audit_anchor IS 'district: the last entry of each chain that a checkpoint names, to see what changed since';

-- Row-level security --------------------------------------------------------------------------------------------------

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['audit_stream', 'audit_event', 'audit_checkpoint', 'audit_anchor'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('GRANT SELECT ON public.%I TO xinlian_app', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['audit_stream', 'audit_checkpoint', 'audit_anchor'] LOOP
        EXECUTE format(
            'CREATE POLICY auditors_read ON public.%I FOR SELECT TO xinlian_app USING ('
            'current_setting(''xinlian.scope'', true) = ''district'' OR ('
            'current_setting(''xinlian.scope'', true) = ''bureau'' AND current_setting(''xinlian.role'', true) = ''auditor''))',
            name);
    END LOOP;
END
$$;
-- The same, but looked over row by row: the scope is looked up once, and the role for the bureau alone.
CREATE POLICY auditors_read ON audit_event FOR SELECT TO xinlian_app USING (
    CASE current_setting('xinlian.scope', true)
        WHEN 'bureau' THEN current_setting('xinlian.role', true) = 'auditor'
        WHEN 'district' THEN true
        ELSE false
    END);

-- The policies hold the owner back too, in whose name the functions below work: it appends, never changes, and removes
-- no entry of the last six months.
CREATE POLICY owner_keeps ON audit_stream FOR ALL TO xinlian_owner USING (true) WITH CHECK (true);
CREATE POLICY owner_keeps ON audit_anchor FOR ALL TO xinlian_owner USING (true) WITH CHECK (true);
CREATE POLICY owner_reads ON audit_event FOR SELECT TO xinlian_owner USING (true);
CREATE POLICY owner_appends ON audit_event FOR INSERT TO xinlian_owner WITH CHECK (true);
CREATE POLICY owner_prunes ON audit_event FOR DELETE TO xinlian_owner
    USING (stored_at < now() - interval '6 months');
CREATE POLICY owner_reads ON audit_checkpoint FOR SELECT TO xinlian_owner USING (true);
CREATE POLICY owner_appends ON audit_checkpoint FOR INSERT TO xinlian_owner WITH CHECK (true);
REVOKE UPDATE, TRUNCATE ON audit_event FROM xinlian_owner;
REVOKE UPDATE, DELETE, TRUNCATE ON audit_checkpoint FROM xinlian_owner;
REVOKE DELETE, TRUNCATE ON audit_stream, audit_anchor FROM xinlian_owner;

-- Appending -----------------------------------------------------------------------------------------------------------

-- A field of an entry as it is hashed: its length in four bytes, then its bytes; the length of NULL is -1.
CREATE FUNCTION audit_field(value bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(int4send(octet_length(value)) || value, '\xffffffff'::bytea)
$$;

-- Appends an entry and returns its number. Waits for the transaction that last appended to the same stream, so a
-- transaction appends to one stream only, or to several in their order.
CREATE FUNCTION append_audit_event(
    stream text, recorded_at timestamptz, action text, type text, outcome text, agent_kind text, agent text, role text,
    organization text, source text, entity_type text, entity_id text, purpose text, reason text, details text
) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    stored_at timestamptz := clock_timestamp();
    fields    bytea;
    new_seq   bigint;
    new_hash  bytea;
BEGIN
    fields := public.audit_field(convert_to(stream, 'UTF8')) || public.audit_field(timestamptz_send(recorded_at))
        || public.audit_field(timestamptz_send(stored_at)) || public.audit_field(convert_to(action, 'UTF8'))
        || public.audit_field(convert_to(type, 'UTF8')) || public.audit_field(convert_to(outcome, 'UTF8'))
        || public.audit_field(convert_to(agent_kind, 'UTF8')) || public.audit_field(convert_to(agent, 'UTF8'))
        || public.audit_field(convert_to(role, 'UTF8')) || public.audit_field(convert_to(organization, 'UTF8'))
        || public.audit_field(convert_to(source, 'UTF8')) || public.audit_field(convert_to(entity_type, 'UTF8'))
        || public.audit_field(convert_to(entity_id, 'UTF8')) || public.audit_field(convert_to(purpose, 'UTF8'))
        || public.audit_field(convert_to(reason, 'UTF8')) || public.audit_field(convert_to(details, 'UTF8'));
    LOOP
        UPDATE public.audit_stream AS s
        SET last_seq = s.last_seq + 1, last_hash = sha256(s.last_hash || int8send(s.last_seq + 1) || fields)
        WHERE s.stream = append_audit_event.stream
        RETURNING s.last_seq, s.last_hash INTO new_seq, new_hash;
        EXIT WHEN FOUND;
        INSERT INTO public.audit_stream
        VALUES (append_audit_event.stream, 0, sha256(convert_to('xinlian/audit/1/' || append_audit_event.stream, 'UTF8')))
        ON CONFLICT DO NOTHING;
    END LOOP;
    INSERT INTO public.audit_event
    VALUES (
        stream, new_seq, recorded_at, stored_at, action, type, outcome, agent_kind, agent, role, organization, source,
        entity_type, entity_id, purpose, reason, details, new_hash);
    RETURN new_seq;
END
$$;

-- Stores a signed statement, which must follow the last one and name entries as they are, and removes the entries up to
-- the cuts that it names, if all of them are older than six months. The signature is checked by whoever verifies.
CREATE FUNCTION append_audit_checkpoint(statement text, signature bytea, key_id text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    claims      jsonb := statement::jsonb;
    last_number bigint;
    last_digest bytea;
    cut         record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('xinlian/audit/1/checkpoints', 0));
    SELECT c.number, sha256(convert_to(c.statement, 'UTF8')) INTO last_number, last_digest
    FROM public.audit_checkpoint AS c ORDER BY c.number DESC LIMIT 1;
    last_digest := coalesce(last_digest, sha256(convert_to('xinlian/audit/1/checkpoints', 'UTF8')));
    IF (claims ->> 'number')::bigint IS DISTINCT FROM coalesce(last_number, 0) + 1
        OR claims ->> 'previous' IS DISTINCT FROM encode(last_digest, 'hex')
        OR claims ->> 'key' IS DISTINCT FROM key_id
        OR jsonb_typeof(claims -> 'heads') IS DISTINCT FROM 'array'
        OR jsonb_typeof(claims -> 'cuts') IS DISTINCT FROM 'array'
    THEN
        RAISE EXCEPTION 'the statement does not follow the last checkpoint' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM jsonb_to_recordset((claims -> 'heads') || (claims -> 'cuts')) AS h (stream text, seq bigint, hash text)
        LEFT JOIN public.audit_event AS e ON e.stream = h.stream AND e.seq = h.seq
        WHERE e.hash IS NULL OR encode(e.hash, 'hex') IS DISTINCT FROM h.hash)
    THEN
        RAISE EXCEPTION 'the statement names an entry that is not there' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO public.audit_checkpoint
    VALUES ((claims ->> 'number')::bigint, (claims ->> 'at')::timestamptz, last_digest, statement, signature, key_id);
    INSERT INTO public.audit_anchor AS a
    SELECT h.stream, h.seq, decode(h.hash, 'hex')
    FROM jsonb_to_recordset(claims -> 'heads') AS h (stream text, seq bigint, hash text)
    ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash WHERE a.seq < excluded.seq;
    FOR cut IN SELECT * FROM jsonb_to_recordset(claims -> 'cuts') AS c (stream text, seq bigint) LOOP
        IF NOT EXISTS (SELECT FROM public.audit_anchor AS a WHERE a.stream = cut.stream AND a.seq >= cut.seq) THEN
            RAISE EXCEPTION 'entries are removed up to an anchored one only' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (
            SELECT FROM public.audit_event AS e
            WHERE e.stream = cut.stream AND e.seq <= cut.seq AND e.stored_at >= now() - interval '6 months')
        THEN
            RAISE EXCEPTION 'entries of the last six months are kept' USING ERRCODE = 'check_violation';
        END IF;
        DELETE FROM public.audit_event AS e WHERE e.stream = cut.stream AND e.seq <= cut.seq;
    END LOOP;
END
$$;

REVOKE ALL ON FUNCTION audit_field(bytea) FROM PUBLIC;
REVOKE ALL ON FUNCTION append_audit_event(
    text, timestamptz, text, text, text, text, text, text, text, text, text, text, text, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION append_audit_checkpoint(text, bytea, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_audit_event(
    text, timestamptz, text, text, text, text, text, text, text, text, text, text, text, text, text)
    TO xinlian_app, xinlian_ingest, xinlian_auth;
GRANT EXECUTE ON FUNCTION append_audit_checkpoint(text, bytea, text) TO xinlian_app;
