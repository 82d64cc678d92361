-- Bank statements 银行对账单: what the bank and the treasury say of accounts, and which entries of the books it answers to.

-- District ------------------------------------------------------------------------------------------------------------

CREATE TABLE bank_statement (
    statement_id uuid PRIMARY KEY,
    -- SHA-256 of the file as it came, which is imported once for an account.
    digest       bytea NOT NULL CHECK (octet_length(digest) = 32),
    -- The account of the financial book that it is about.
    account      text COLLATE "C" NOT NULL CHECK (length(account) BETWEEN 4 AND 20),
    first_day    date NOT NULL,
    last_day     date NOT NULL CHECK (last_day >= first_day),
    -- What stood there before the first line and after the last one, where the statement says so.
    opening_fen  bigint,
    closing_fen  bigint,
    imported_by  uuid NOT NULL,
    imported_at  timestamptz NOT NULL,
    UNIQUE (account, digest),
    UNIQUE (statement_id, account)
);
COMMENT ON TABLE bank_statement IS 'district: statements of the bank and the treasury that were imported';

CREATE TABLE bank_line (
    -- Derived of the account and what the line says, so that statements that overlap bring it once.
    line_id      uuid PRIMARY KEY,
    statement_id uuid NOT NULL,
    account      text COLLATE "C" NOT NULL,
    -- Its place among the statement's records, from 1.
    number       integer NOT NULL CHECK (number >= 1),
    day          date NOT NULL,
    -- Money that came in; negative went out.
    fen          bigint NOT NULL CHECK (fen <> 0),
    document     text CHECK (length(document) BETWEEN 1 AND 100),
    counterparty text CHECK (length(counterparty) BETWEEN 1 AND 200),
    summary      text CHECK (length(summary) BETWEEN 1 AND 500),
    FOREIGN KEY (statement_id, account) REFERENCES bank_statement (statement_id, account)
);
CREATE INDEX bank_line_day ON bank_line (account, day);
COMMENT ON TABLE bank_line IS 'district: the movements that statements tell of, never changed';

-- Lines and vouchers of one sum belong together.
CREATE TABLE bank_match (
    match_id   uuid PRIMARY KEY,
    account    text COLLATE "C" NOT NULL,
    -- `found` by the rules, or `chosen` by a person; either way somebody answers for it.
    how        text COLLATE "C" NOT NULL CHECK (how IN ('found', 'chosen')),
    matched_by uuid NOT NULL,
    matched_at timestamptz NOT NULL,
    undone_by  uuid,
    undone_at  timestamptz,
    CHECK ((undone_by IS NULL) = (undone_at IS NULL)),
    UNIQUE (match_id, account)
);
COMMENT ON TABLE bank_match IS 'district: which lines of statements answer to which vouchers, by whom, and who undid it';

CREATE TABLE bank_match_line (
    match_id  uuid NOT NULL REFERENCES bank_match,
    line_id   uuid NOT NULL REFERENCES bank_line,
    undone_at timestamptz,
    PRIMARY KEY (match_id, line_id)
);
CREATE UNIQUE INDEX bank_match_line_once ON bank_match_line (line_id) WHERE undone_at IS NULL;
COMMENT ON TABLE bank_match_line IS 'district: the lines of each match; one is matched once at a time';

CREATE TABLE bank_match_voucher (
    match_id   uuid NOT NULL,
    -- The voucher's entries in this account, all of them together.
    account    text COLLATE "C" NOT NULL,
    voucher_id uuid NOT NULL REFERENCES voucher,
    undone_at  timestamptz,
    PRIMARY KEY (match_id, voucher_id),
    FOREIGN KEY (match_id, account) REFERENCES bank_match (match_id, account)
);
CREATE UNIQUE INDEX bank_match_voucher_once ON bank_match_voucher (account, voucher_id) WHERE undone_at IS NULL;
COMMENT ON TABLE bank_match_voucher IS 'district: the vouchers of each match; one is matched once at a time in an account';

-- Functions and triggers ----------------------------------------------------------------------------------------------

-- Lines and vouchers of a match that was undone may be matched again.
CREATE FUNCTION free_bank_match() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE bank_match_line l SET undone_at = NEW.undone_at WHERE l.match_id = NEW.match_id;
    UPDATE bank_match_voucher v SET undone_at = NEW.undone_at WHERE v.match_id = NEW.match_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER bank_match_undone AFTER UPDATE OF undone_at ON bank_match
    FOR EACH ROW WHEN (OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL) EXECUTE FUNCTION free_bank_match();

-- Row-level security --------------------------------------------------------------------------------------------------

DO $$
DECLARE
    name text;
    money_people text := 'current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'', ''auditor'')';
    officer text := 'current_setting(''xinlian.scope'', true) = ''bureau'' '
        'AND current_setting(''xinlian.role'', true) = ''finance-officer''';
    own_name text := '::text = current_setting(''xinlian.account'', true)';
BEGIN
    FOREACH name IN ARRAY ARRAY['bank_statement', 'bank_line', 'bank_match', 'bank_match_line', 'bank_match_voucher'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true WHEN ''bureau'' THEN %s '
            'ELSE false END)', name, money_people);
    END LOOP;
    -- The finance officer imports, matches and undoes, in the own name.
    EXECUTE format(
        'CREATE POLICY officer_imports ON bank_statement FOR INSERT TO xinlian_app WITH CHECK (%s AND imported_by%s)',
        officer, own_name);
    EXECUTE format('CREATE POLICY officer_imports ON bank_line FOR INSERT TO xinlian_app WITH CHECK (%s)', officer);
    EXECUTE format(
        'CREATE POLICY officer_matches ON bank_match FOR INSERT TO xinlian_app '
        'WITH CHECK (%s AND matched_by%s AND undone_at IS NULL)', officer, own_name);
    FOREACH name IN ARRAY ARRAY['bank_match_line', 'bank_match_voucher'] LOOP
        EXECUTE format(
            'CREATE POLICY officer_matches ON public.%I FOR INSERT TO xinlian_app WITH CHECK (%s AND undone_at IS NULL)',
            name, officer);
        -- The trigger above runs as the owner.
        EXECUTE format(
            'CREATE POLICY functions_write ON public.%I FOR ALL TO xinlian_owner USING (true) WITH CHECK (true)', name);
    END LOOP;
    EXECUTE format(
        'CREATE POLICY officer_undoes ON bank_match FOR UPDATE TO xinlian_app USING (%1$s AND undone_at IS NULL) '
        'WITH CHECK (%1$s AND undone_by%2$s)', officer, own_name);
END
$$;
GRANT SELECT, INSERT ON bank_statement, bank_line, bank_match, bank_match_line, bank_match_voucher TO xinlian_app;
GRANT UPDATE (undone_by, undone_at) ON bank_match TO xinlian_app;
REVOKE ALL ON FUNCTION free_bank_match() FROM PUBLIC;
