namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>A trie over UTF-16 units: open addressing by (node, unit), a value for each node that ends a token.</summary>
internal sealed class TokenTrie
{
    private ulong[] _keys = new ulong[1 << 12];
    private int[] _children = new int[1 << 12];
    private readonly List<int> _values = [-1];
    private int _count;

    /// <summary>Adds a token with its value; an older value of the same token is replaced.</summary>
    public void Add(ReadOnlySpan<char> token, int value)
    {
        var node = 0;
        foreach (var unit in token)
        {
            var child = Child(node, unit);
            if (child < 0)
            {
                child = _values.Count;
                _values.Add(-1);
                Insert(KeyOf(node, unit), child);
            }

            node = child;
        }

        _values[node] = value;
    }

    /// <summary>The node after <paramref name="unit"/>, or -1. The root is 0.</summary>
    public int Child(int node, char unit)
    {
        var key = KeyOf(node, unit);
        for (var i = Slot(key); ; i = (i + 1) & (_keys.Length - 1))
        {
            if (_keys[i] == key)
            {
                return _children[i];
            }

            if (_keys[i] == 0)
            {
                return -1;
            }
        }
    }

    /// <summary>The value of a node, or -1.</summary>
    public int Value(int node) => _values[node];

    private static ulong KeyOf(int node, char unit) => ((ulong)(uint)node << 16) | unit | (1UL << 63);

    private int Slot(ulong key) => (int)(key * 0x9E3779B97F4A7C15 >> 32) & (_keys.Length - 1);

    private void Insert(ulong key, int child)
    {
        if (_count * 2 >= _keys.Length)
        {
            var (keys, children) = (_keys, _children);
            (_keys, _children) = (new ulong[keys.Length * 2], new int[keys.Length * 2]);
            for (var i = 0; i < keys.Length; i++)
            {
                if (keys[i] != 0)
                {
                    Place(keys[i], children[i]);
                }
            }
        }

        Place(key, child);
        _count++;
    }

    private void Place(ulong key, int child)
    {
        var i = Slot(key);
        while (_keys[i] != 0)
        {
            i = (i + 1) & (_keys.Length - 1);
        }

        (_keys[i], _children[i]) = (key, child);
    }
}
