-- What the pages of funding read: the events of a line that money came to, the latest vouchers, and whose accounts the
-- vouchers and claims name.

CREATE INDEX funding_event_to_line ON funding_event (to_line_id, day) WHERE to_line_id IS NOT NULL;
CREATE INDEX voucher_latest ON voucher (day, voucher_id);

-- Who prepared, approved and claimed is told by name to whoever answers for money, for two people to stand behind each
-- voucher visibly. Hospitals' people take no part in it.
CREATE POLICY finance_officer_names ON account FOR SELECT TO xinlian_auth
    USING (current_setting('xinlian.scope', true) = 'bureau' AND current_setting('xinlian.role', true) = 'finance-officer'
        AND organization_kind IN ('bureau', 'station'));
