namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>Applies merges: the lowest rank first, of equal ranks the leftmost.</summary>
internal static class BpeMerging
{
    private const int ShortWord = 48;

    /// <summary>Merges the tokens from <paramref name="first"/> on, in place.</summary>
    public static void Merge(PairTable merges, List<SubwordToken> tokens, int first)
    {
        if (tokens.Count - first <= ShortWord)
        {
            MergeShort(merges, tokens, first);
        }
        else
        {
            MergeLong(merges, tokens, first);
        }
    }

    /// <summary>A scan for each merge: quadratic, and the fastest for words.</summary>
    private static void MergeShort(PairTable merges, List<SubwordToken> tokens, int first)
    {
        var count = tokens.Count - first;
        if (count < 2)
        {
            return;
        }

        Span<int> ranks = stackalloc int[ShortWord + 1];
        Span<int> results = stackalloc int[ShortWord + 1];
        for (var i = 0; i + 1 < count; i++)
        {
            ranks[i] = RankOf(merges, tokens[first + i], tokens[first + i + 1], out results[i]);
        }

        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i + 1 < count; i++)
            {
                best = ranks[i] < ranks[best] ? i : best;
            }

            if (ranks[best] == int.MaxValue)
            {
                break;
            }

            tokens[first + best] = new SubwordToken(results[best], tokens[first + best].Start, tokens[first + best + 1].End);
            tokens.RemoveAt(first + best + 1);
            count--;
            ranks[(best + 2)..(count + 1)].CopyTo(ranks[(best + 1)..]);
            results[(best + 2)..(count + 1)].CopyTo(results[(best + 1)..]);
            ranks[count - 1] = int.MaxValue;
            for (var i = Math.Max(best - 1, 0); i <= best && i + 1 < count; i++)
            {
                ranks[i] = RankOf(merges, tokens[first + i], tokens[first + i + 1], out results[i]);
            }
        }
    }

    /// <summary>A queue of pairs over a linked list: for texts that come as one word.</summary>
    private static void MergeLong(PairTable merges, List<SubwordToken> tokens, int first)
    {
        var nodes = tokens.GetRange(first, tokens.Count - first).ToArray();
        var next = new int[nodes.Length];
        var previous = new int[nodes.Length];
        var alive = new bool[nodes.Length];
        Array.Fill(alive, true);
        var queue = new PriorityQueue<(int Left, int LeftId, int RightId, int Merged), (int Rank, int Place)>(nodes.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            (previous[i], next[i]) = (i - 1, i + 1 < nodes.Length ? i + 1 : -1);
            Enqueue(merges, queue, nodes, i, next[i]);
        }

        while (queue.TryDequeue(out var pair, out _))
        {
            var right = alive[pair.Left] ? next[pair.Left] : -1;
            if (right < 0 || nodes[pair.Left].Id != pair.LeftId || nodes[right].Id != pair.RightId)
            {
                continue;
            }

            nodes[pair.Left] = new SubwordToken(pair.Merged, nodes[pair.Left].Start, nodes[right].End);
            alive[right] = false;
            next[pair.Left] = next[right];
            if (next[right] >= 0)
            {
                previous[next[right]] = pair.Left;
            }

            Enqueue(merges, queue, nodes, previous[pair.Left], pair.Left);
            Enqueue(merges, queue, nodes, pair.Left, next[pair.Left]);
        }

        tokens.RemoveRange(first, tokens.Count - first);
        for (var i = 0; i >= 0; i = next[i])
        {
            tokens.Add(nodes[i]);
        }
    }

    private static void Enqueue(PairTable merges, PriorityQueue<(int, int, int, int), (int, int)> queue, SubwordToken[] nodes, int left, int right)
    {
        if (left >= 0 && right >= 0 && merges.TryGet(nodes[left].Id, nodes[right].Id, out var rank, out var merged))
        {
            queue.Enqueue((left, nodes[left].Id, nodes[right].Id, merged), (rank, left));
        }
    }

    private static int RankOf(PairTable merges, SubwordToken left, SubwordToken right, out int merged) =>
        merges.TryGet(left.Id, right.Id, out var rank, out merged) ? rank : int.MaxValue;
}
