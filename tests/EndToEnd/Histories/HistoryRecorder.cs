using Microsoft.Data.Sqlite;

namespace FineTune.EndToEnd.Histories;

/// <summary>Reads an instance's history from the embedded engine's file again and again, and keeps the longest of each generation.</summary>
internal sealed class HistoryRecorder(string database, string instance) : IAsyncDisposable
{
    private readonly List<(string Start, List<string> Events)> _generations = [];
    private readonly CancellationTokenSource _end = new();
    private Task? _reading;

    /// <summary>The generations that were seen, oldest first; all but the last may lack the turn that ended them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Generations => [.. _generations.Select(generation => generation.Events)];

    /// <summary>Begins to read.</summary>
    public void Start() => _reading = Task.Run(async () =>
    {
        while (!_end.IsCancellationRequested)
        {
            await ReadAsync();
            await Task.Delay(10);
        }
    });

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading!;
        await ReadAsync();
        _end.Dispose();
    }

    private async Task ReadAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Default Timeout=5");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT event FROM history WHERE instance = $id ORDER BY sequence";
        command.Parameters.AddWithValue("$id", instance);
        var events = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            events.Add(rows.GetString(0));
        }

        if (events.Find(line => line.Contains("\"ExecutionStarted\"", StringComparison.Ordinal)) is not { } start)
        {
            return;
        }

        var known = _generations.FindIndex(generation => generation.Start == start);
        if (known < 0)
        {
            _generations.Add((start, events));
        }
        else if (events.Count > _generations[known].Events.Count)
        {
            _generations[known] = (start, events);
        }
    }
}
