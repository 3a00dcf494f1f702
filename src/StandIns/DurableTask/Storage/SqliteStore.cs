using System.Globalization;
using Microsoft.DurableTask.Engine;

namespace Microsoft.DurableTask.Storage;

/// <summary>One task hub in a SQLite file: transactions over instances, history, messages and activities.</summary>
/// <remarks>Writers wait for each other, across processes too; readers see the last commit and wait for nobody.</remarks>
internal sealed class SqliteStore : IDisposable
{
    private readonly Lock _writing = new();
    private readonly Lock _reading = new();
    private readonly StoreConnection _writer;
    private readonly StoreConnection _reader;
    private readonly string _hub;
    private readonly TimeProvider _time;
    private bool _disposed;

    public SqliteStore(string path, string hub, TimeProvider time)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        _hub = hub;
        _time = time;
        Signal = WorkSignal.Of(full);
        _writer = new StoreConnection(full);
        Prepare(full);
        _reader = new StoreConnection(full);
    }

    /// <summary>Pulses when somebody in this process changed the file.</summary>
    public WorkSignal Signal { get; }

    /// <summary>Does some work in one transaction; nothing of it stays where it throws.</summary>
    public T Write<T>(Func<StoreTransaction, T> work)
    {
        T result;
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _writer.Execute("BEGIN IMMEDIATE");
            try
            {
                result = work(new StoreTransaction(_writer, _hub, _time));
                _writer.Execute("COMMIT");
            }
            catch
            {
                Rollback();
                throw;
            }
        }

        return result;
    }

    /// <summary>Does some work in one transaction and tells the others of it.</summary>
    public void WriteAndTell(Action<StoreTransaction> work)
    {
        Write(transaction =>
        {
            work(transaction);
            return true;
        });
        Signal.Pulse();
    }

    /// <summary>Reads from one state of the file.</summary>
    public T Read<T>(Func<StoreTransaction, T> work)
    {
        lock (_reading)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _reader.Execute("BEGIN");
            try
            {
                return work(new StoreTransaction(_reader, _hub, _time));
            }
            finally
            {
                _reader.Execute("COMMIT");
            }
        }
    }

    public void Dispose()
    {
        lock (_writing)
        {
            lock (_reading)
            {
                _disposed = true;
                _reader.Dispose();
                _writer.Dispose();
            }
        }
    }

    private void Rollback()
    {
        try
        {
            _writer.Execute("ROLLBACK");
        }
        catch (Microsoft.Data.Sqlite.SqliteException error) when (error.SqliteErrorCode == 1)
        {
            // SQLite has rolled back by itself, as it does on a full disk; the first exception says why.
            _ = error;
        }
    }

    private void Prepare(string path)
    {
        var found = _writer.Query("PRAGMA user_version", static row => row.GetInt32(0))[0];
        if (found > Schema.Version)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{path}' was written by a newer version (tables {found}, this one knows {Schema.Version}): update, or name another file."));
        }

        if (found < Schema.Version)
        {
            _writer.Execute("BEGIN IMMEDIATE");
            // Asked again under the lock: another host may have made or changed the tables meanwhile.
            found = _writer.Query("SELECT user_version FROM pragma_user_version", static row => row.GetInt32(0))[0];
            if (found == 1)
            {
                _writer.Execute(Schema.AddTrace);
            }

            _writer.Execute(Schema.Create);
            _writer.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Schema.Version}"));
            _writer.Execute("COMMIT");
        }
    }
}
