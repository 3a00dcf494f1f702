namespace Microsoft.DurableTask.Storage;

/// <summary>The tables. Times are ticks of UTC; a lease of 0 is none.</summary>
internal static class Schema
{
    /// <summary>The version of the tables, kept in the file.</summary>
    public const int Version = 2;

    /// <summary>From version 1 to 2: the trace that an activity goes on with. A host of version 1 that has the file open works on beside it.</summary>
    public const string AddTrace = "ALTER TABLE activities ADD COLUMN trace TEXT";

    public const string Create = """
        CREATE TABLE IF NOT EXISTS instances (
            hub TEXT NOT NULL, id TEXT NOT NULL, execution TEXT NOT NULL, name TEXT NOT NULL, version TEXT,
            status INTEGER NOT NULL, input TEXT, output TEXT, custom_status TEXT, failure TEXT, tags TEXT,
            parent TEXT, parent_link TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL, completed INTEGER,
            history_length INTEGER NOT NULL DEFAULT 0, failed_turns INTEGER NOT NULL DEFAULT 0,
            lease_owner TEXT, lease_token TEXT, lease_until INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (hub, id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS instances_created ON instances (hub, created, id);
        CREATE INDEX IF NOT EXISTS instances_parent ON instances (hub, parent) WHERE parent IS NOT NULL;
        CREATE INDEX IF NOT EXISTS instances_lease ON instances (lease_owner) WHERE lease_owner IS NOT NULL;
        CREATE TABLE IF NOT EXISTS history (
            hub TEXT NOT NULL, instance TEXT NOT NULL, sequence INTEGER NOT NULL, event TEXT NOT NULL,
            PRIMARY KEY (hub, instance, sequence)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT, hub TEXT NOT NULL, instance TEXT NOT NULL, execution TEXT,
            rank INTEGER NOT NULL, control INTEGER NOT NULL, visible INTEGER NOT NULL, timer INTEGER, event TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS messages_visible ON messages (hub, visible);
        CREATE INDEX IF NOT EXISTS messages_instance ON messages (hub, instance);
        CREATE TABLE IF NOT EXISTS activities (
            id INTEGER PRIMARY KEY AUTOINCREMENT, hub TEXT NOT NULL, instance TEXT NOT NULL, execution TEXT NOT NULL,
            task INTEGER NOT NULL, name TEXT NOT NULL, version TEXT, input TEXT, deliveries INTEGER NOT NULL DEFAULT 0,
            lease_owner TEXT, lease_token TEXT, lease_until INTEGER NOT NULL DEFAULT 0, trace TEXT);
        CREATE INDEX IF NOT EXISTS activities_lease ON activities (hub, lease_until, id);
        CREATE INDEX IF NOT EXISTS activities_instance ON activities (hub, instance);
        """;
}
