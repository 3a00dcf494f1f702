using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.Engine;

/// <summary>Histories that this engine has read or written, so that the next turn need not read them again.</summary>
/// <remarks>An entry counts only while its generation and length are those of the stored instance.</remarks>
internal sealed class HistoryCache
{
    private const int MostInstances = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Execution, IReadOnlyList<HistoryEvent> Events, long Used)> _entries = new(StringComparer.Ordinal);
    private long _uses;

    /// <summary>The history of an instance's generation; null where it is not at hand.</summary>
    public IReadOnlyList<HistoryEvent>? Find(InstanceRow row)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(row.Id, out var entry) || entry.Execution != row.Execution || entry.Events.Count != row.HistoryLength)
            {
                return null;
            }

            _entries[row.Id] = entry with { Used = ++_uses };
            return entry.Events;
        }
    }

    public void Keep(string id, string execution, IReadOnlyList<HistoryEvent> events)
    {
        lock (_lock)
        {
            _entries[id] = (execution, events, ++_uses);
            if (_entries.Count > MostInstances)
            {
                _entries.Remove(_entries.MinBy(static entry => entry.Value.Used).Key);
            }
        }
    }

    public void Forget(string id)
    {
        lock (_lock)
        {
            _entries.Remove(id);
        }
    }
}
