import GRDB

/// The tables of the local book, in the order in which they came; no step uses a type of the application.
enum BookSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001 chain and outbox") { database in
            try database.execute(sql: chainAndOutbox)
        }
        migrator.registerMigration("0002 from the hub") { database in
            try database.execute(sql: fromTheHub)
        }
        migrator.registerMigration("0003 imports") { database in
            try database.execute(sql: imports)
        }
        migrator.registerMigration("0004 what became of imports") { database in
            try database.execute(sql: importOutcomes)
        }
        return migrator
    }

    // Times are milliseconds since 1970, the precision of the wire.
    private static let chainAndOutbox = """
        CREATE TABLE book (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            station TEXT NOT NULL,
            epoch INTEGER NOT NULL CHECK (epoch >= 1),
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE chain_head (
            epoch INTEGER PRIMARY KEY,
            seq INTEGER NOT NULL CHECK (seq >= 0),
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        CREATE TABLE resident (
            local_key TEXT PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE fact (
            epoch INTEGER NOT NULL,
            seq INTEGER NOT NULL CHECK (seq >= 1),
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            line BLOB NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            source_key TEXT UNIQUE,
            PRIMARY KEY (epoch, seq)
        ) STRICT;
        CREATE INDEX fact_kind ON fact (kind);
        CREATE TABLE outbox (
            epoch INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            occurred_at INTEGER NOT NULL,
            PRIMARY KEY (epoch, seq),
            FOREIGN KEY (epoch, seq) REFERENCES fact (epoch, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX outbox_occurred ON outbox (occurred_at);
        CREATE TABLE acknowledged (
            epoch INTEGER PRIMARY KEY,
            accepted_through INTEGER NOT NULL,
            last_hash BLOB NOT NULL,
            receipt TEXT,
            received_at TEXT,
            complete_through INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE quarantine_notice (
            epoch INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            code TEXT NOT NULL,
            detail TEXT NOT NULL,
            noticed_at INTEGER NOT NULL,
            PRIMARY KEY (epoch, seq),
            FOREIGN KEY (epoch, seq) REFERENCES fact (epoch, seq)
        ) STRICT;
        CREATE TABLE sync_state (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            last_contact INTEGER,
            error_code TEXT,
            error_zh TEXT,
            error_en TEXT,
            error_at INTEGER,
            failures INTEGER NOT NULL DEFAULT 0,
            next_attempt INTEGER
        ) STRICT;
        INSERT INTO sync_state (only_row) VALUES (1);
        """

    private static let fromTheHub = """
        CREATE TABLE document (
            key TEXT PRIMARY KEY,
            version TEXT NOT NULL,
            digest TEXT NOT NULL,
            document BLOB NOT NULL,
            snapshot INTEGER NOT NULL,
            applied_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE change_cursor (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            cursor INTEGER NOT NULL,
            snapshot INTEGER NOT NULL,
            in_snapshot INTEGER NOT NULL
        ) STRICT;
        INSERT INTO change_cursor VALUES (1, 0, 1, 1);
        """

    // Since when the file has been seen as it is, and why it could not be imported.
    private static let importOutcomes = """
        ALTER TABLE import_file ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import_file ADD COLUMN problem TEXT;
        """

    private static let imports = """
        CREATE TABLE import_file (
            path TEXT PRIMARY KEY,
            size INTEGER NOT NULL,
            modified_at INTEGER NOT NULL,
            finished_at INTEGER,
            rows INTEGER NOT NULL DEFAULT 0,
            recorded INTEGER NOT NULL DEFAULT 0,
            refused INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        """
}
