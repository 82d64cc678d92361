-- A station in touch sends an empty batch every few seconds. The last one's answer is kept with the watermark, which is
-- written anyway, and not as a receipt of its own.
ALTER TABLE watermark
    ADD COLUMN contact_digest bytea CHECK (octet_length(contact_digest) = 32),
    ADD COLUMN contact_receipt bytea,
    -- Pages show how many facts are quarantined without counting them.
    ADD COLUMN quarantined bigint NOT NULL DEFAULT 0 CHECK (quarantined >= 0);

-- The owner is held back by the policies too, so they rest while it counts.
ALTER TABLE watermark NO FORCE ROW LEVEL SECURITY;
ALTER TABLE quarantine NO FORCE ROW LEVEL SECURITY;
UPDATE watermark SET quarantined = counted.facts
FROM (SELECT station_id, origin, epoch, count(*) AS facts FROM quarantine GROUP BY 1, 2, 3) AS counted
WHERE (watermark.station_id, watermark.origin, watermark.epoch) = (counted.station_id, counted.origin, counted.epoch);
ALTER TABLE watermark FORCE ROW LEVEL SECURITY;
ALTER TABLE quarantine FORCE ROW LEVEL SECURITY;

-- Receipts are forgotten after a quarter; no station goes on sending the same batch for so long.
CREATE INDEX sync_receipt_received ON sync_receipt (received_at);
CREATE POLICY district_forgets ON sync_receipt FOR DELETE TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district' AND received_at < now() - interval '90 days');
GRANT DELETE ON sync_receipt TO xinlian_app;
