-- The audit trail names accounts by their ids; an auditor has to know whose they are.
CREATE POLICY auditor_names ON account FOR SELECT TO xinlian_auth
    USING (current_setting('xinlian.scope', true) = 'bureau' AND current_setting('xinlian.role', true) = 'auditor');
