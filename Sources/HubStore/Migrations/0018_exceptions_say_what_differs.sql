-- Steps of orders that are shown to somebody say what differs; a fact may be shown for more than one reason.

ALTER TABLE order_funding_exception
    -- What the step says otherwise than was expected: subject, before, after.
    ADD COLUMN differences jsonb NOT NULL DEFAULT '[]',
    DROP CONSTRAINT order_funding_exception_pkey,
    ADD PRIMARY KEY (station_id, fact_id, code);
CREATE INDEX order_funding_exception_order ON order_funding_exception (station_id, order_id);
