using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace FineTune.Search.Spaces;

/// <summary>The hyperparameters of one trial: names and values in a fixed order. Two sets are equal when they hold the same pairs.</summary>
[JsonConverter(typeof(ParameterSetJsonConverter))]
public sealed class ParameterSet : IReadOnlyDictionary<string, ParameterValue>, IEquatable<ParameterSet>
{
    private readonly KeyValuePair<string, ParameterValue>[] _entries;

    private readonly int _hash;

    /// <summary>What was last computed of the set; it may be computed twice at once, with the same result.</summary>
    private Encoding? _encoding;

    private ParameterSet(KeyValuePair<string, ParameterValue>[] entries)
    {
        _entries = entries;
        foreach (var entry in entries)
        {
            _hash ^= HashCode.Combine(entry.Key, entry.Value);
        }
    }

    /// <summary>The set without entries.</summary>
    public static ParameterSet Empty { get; } = new([]);

    /// <summary>A set with these entries in this order.</summary>
    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public static ParameterSet Create(IEnumerable<KeyValuePair<string, ParameterValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var array = entries.ToArray();
        if (array.Select(entry => entry.Key).Distinct(StringComparer.Ordinal).Count() != array.Length)
        {
            throw new ArgumentException("A hyperparameter's name is there twice.", nameof(entries));
        }

        return new ParameterSet(array);
    }

    /// <summary>A set with these entries in this order.</summary>
    public static ParameterSet Of(params (string Name, ParameterValue Value)[] entries) =>
        Create(entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value)));

    /// <inheritdoc />
    public int Count => _entries.Length;

    /// <inheritdoc />
    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);

    /// <inheritdoc />
    public IEnumerable<ParameterValue> Values => _entries.Select(entry => entry.Value);

    /// <inheritdoc />
    public ParameterValue this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no hyperparameter '{key}'.");

    /// <summary>The same set with one value set or replaced.</summary>
    public ParameterSet With(string name, ParameterValue value)
    {
        var entries = ContainsKey(name)
            ? _entries.Select(entry => entry.Key == name ? KeyValuePair.Create(name, value) : entry)
            : _entries.Append(KeyValuePair.Create(name, value));
        return new ParameterSet([.. entries]);
    }

    /// <inheritdoc />
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out ParameterValue value)
    {
        foreach (var entry in _entries)
        {
            if (entry.Key == key)
            {
                value = entry.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Looks first where the caller expects the name, which saves the search when sets are read in the order of their space.</summary>
    internal bool TryGetNear(ref int position, string name, out ParameterValue value)
    {
        if (position < _entries.Length && _entries[position].Key == name)
        {
            value = _entries[position++].Value;
            return true;
        }

        return TryGetValue(name, out value);
    }

    /// <summary>The set as numbers of a space. Of long histories every suggestion asks for all sets, so the answer is kept with the set.</summary>
    internal double[] Encoded(SearchSpace space, Func<SearchSpace, ParameterSet, double[]> encode)
    {
        if (_encoding is not { } known || !ReferenceEquals(known.Space, space))
        {
            _encoding = known = new Encoding(space, encode(space, this));
        }

        return known.Numbers;
    }

    /// <inheritdoc />
    public bool Equals(ParameterSet? other)
    {
        if (other is null || other.Count != Count || other._hash != _hash)
        {
            return false;
        }

        foreach (var entry in _entries)
        {
            if (!other.TryGetValue(entry.Key, out var value) || !value.Equals(entry.Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ParameterSet);

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <summary>The pairs as text: learningRate 3E-05, batchSize 16.</summary>
    public override string ToString() => string.Join(", ", _entries.Select(entry => $"{entry.Key} {entry.Value}"));

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, ParameterValue>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, ParameterValue>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();

    private sealed record Encoding(SearchSpace Space, double[] Numbers);
}
