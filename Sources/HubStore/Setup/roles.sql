-- The database roles of the hub, made once by the server's administrator. None of them bypasses row-level security.
-- Set passwords of your own for a server that is reached over a network.
DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['xinlian_owner', 'xinlian_app', 'xinlian_ingest', 'xinlian_auth'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', role);
        END IF;
    END LOOP;
END
$$;

-- A batch looks rows up by key only. On a fresh database the planner knows nothing of the tables yet, and the plans it
-- keeps would read them whole, slower with every batch.
ALTER ROLE xinlian_ingest SET plan_cache_mode = 'force_generic_plan';
ALTER ROLE xinlian_ingest SET enable_seqscan = off;

-- Pages ask for a month or for everything with the same statement. A plan kept for both expects few rows, sorts what should
-- be hashed, and takes several times as long as making a plan each time does.
ALTER ROLE xinlian_app SET plan_cache_mode = 'force_custom_plan';
