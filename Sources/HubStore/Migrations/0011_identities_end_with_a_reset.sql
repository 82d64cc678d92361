-- A reset is for an account that may be in the wrong hands, so identities that were linked before count for nothing after
-- it, as sessions of before do.
ALTER TABLE account ADD COLUMN identities_from timestamptz NOT NULL DEFAULT '-infinity';
