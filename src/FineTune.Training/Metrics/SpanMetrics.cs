namespace FineTune.Training.Metrics;

/// <summary>Scores of named-entity tagging by whole entities, as seqeval counts them.</summary>
public sealed class SpanMetrics
{
    private readonly SortedDictionary<string, (HashSet<TextSpan> Actual, HashSet<TextSpan> Predicted)> _byType = new(StringComparer.Ordinal);

    /// <summary>Counts entities.</summary>
    /// <param name="actual">The entities that are there.</param>
    /// <param name="predicted">The entities that were predicted.</param>
    public SpanMetrics(IEnumerable<TextSpan> actual, IEnumerable<TextSpan> predicted)
    {
        foreach (var span in actual)
        {
            Of(span.Type).Actual.Add(span);
        }

        foreach (var span in predicted)
        {
            Of(span.Type).Predicted.Add(span);
        }
    }

    /// <summary>The entity types, in ordinal order.</summary>
    public IReadOnlyCollection<string> Types => _byType.Keys;

    /// <summary>
    /// Reads entities from tags such as <c>B-PER</c>, leniently: an inside tag without a beginning starts an entity, and so
    /// does one of another type. IOB2, IOE and IOBES prefixes are understood.
    /// </summary>
    public static List<TextSpan> Read(IEnumerable<IReadOnlyList<string>> sentences)
    {
        var spans = new List<TextSpan>();
        var (lastPrefix, lastType, begin, place) = ('O', "", 0, 0);
        foreach (var tag in sentences.SelectMany(sentence => sentence.Append("O")))
        {
            var prefix = tag[0];
            var type = TypeOf(tag);
            if (Ends(lastPrefix, prefix, lastType, type))
            {
                spans.Add(new TextSpan(lastType, begin, place - 1));
            }

            if (Starts(lastPrefix, prefix, lastType, type))
            {
                begin = place;
            }

            (lastPrefix, lastType) = (prefix, type);
            place++;
        }

        return spans;
    }

    /// <summary>Reads entities from IOB2 tags, strictly: only a beginning tag starts an entity, only inside tags of its type go on with it.</summary>
    public static List<TextSpan> ReadStrict(IEnumerable<IReadOnlyList<string>> sentences)
    {
        var spans = new List<TextSpan>();
        string? open = null;
        var (begin, place) = (0, 0);
        foreach (var tag in sentences.SelectMany(sentence => sentence.Append("O")))
        {
            if (open is not null && (tag[0] != 'I' || TypeOf(tag) != open))
            {
                spans.Add(new TextSpan(open, begin, place - 1));
                open = null;
            }

            if (tag[0] == 'B')
            {
                (open, begin) = (TypeOf(tag), place);
            }

            place++;
        }

        return spans;
    }

    /// <summary>The part of the tags that is right.</summary>
    public static double TagAccuracy(IReadOnlyList<IReadOnlyList<string>> actual, IReadOnlyList<IReadOnlyList<string>> predicted)
    {
        var pairs = actual.Zip(predicted).SelectMany(s => s.First.Zip(s.Second)).ToArray();
        return pairs.Length == 0 ? double.NaN : (double)pairs.Count(p => p.First == p.Second) / pairs.Length;
    }

    /// <summary>Precision, recall and F1 of one type.</summary>
    public ClassScore Score(string type, ZeroDivision zeroDivision = ZeroDivision.Zero)
    {
        var (actual, predicted) = _byType.GetValueOrDefault(type, ([], []));
        return FromCounts(actual.Count(predicted.Contains), predicted.Count, actual.Count, zeroDivision);
    }

    /// <summary>Precision, recall and F1 over types; the macro mean over no types is not a number.</summary>
    public ClassScore Score(Averaging averaging, ZeroDivision zeroDivision = ZeroDivision.Zero)
    {
        var (hits, predicted, actual) = (_byType.Values.Sum(s => s.Actual.Count(s.Predicted.Contains)), _byType.Values.Sum(s => s.Predicted.Count), _byType.Values.Sum(s => s.Actual.Count));
        if (averaging == Averaging.Micro)
        {
            return FromCounts(hits, predicted, actual, zeroDivision);
        }

        if (averaging == Averaging.Weighted && actual == 0)
        {
            var fallback = ClassScore.ValueOf(zeroDivision);
            return new ClassScore(predicted == 0 ? fallback : 0, fallback, predicted == 0 ? fallback : 0, 0);
        }

        var scores = _byType.Keys.Select(type => Score(type, zeroDivision)).ToArray();
        double Mean(Func<ClassScore, double> part) => scores.Length == 0 ? double.NaN
            : averaging == Averaging.Macro ? scores.Average(part)
            : scores.Sum(s => part(s) * s.Support) / actual;
        return new ClassScore(Mean(s => s.Precision), Mean(s => s.Recall), Mean(s => s.F), actual);
    }

    /// <summary>seqeval takes F from precision and recall, so that its zero division is theirs.</summary>
    private static ClassScore FromCounts(int hits, int predicted, int actual, ZeroDivision zeroDivision)
    {
        var score = ClassScore.Of(hits, predicted, actual, 1, zeroDivision);
        var sum = score.Precision + score.Recall;
        return score with { F = sum == 0 ? 0 : 2 * score.Precision * score.Recall / sum };
    }

    private (HashSet<TextSpan> Actual, HashSet<TextSpan> Predicted) Of(string type)
    {
        if (!_byType.TryGetValue(type, out var sets))
        {
            _byType[type] = sets = ([], []);
        }

        return sets;
    }

    private static string TypeOf(string tag)
    {
        var rest = tag[1..];
        var dash = rest.IndexOf('-', StringComparison.Ordinal);
        var type = dash >= 0 ? rest[(dash + 1)..] : rest;
        return type.Length == 0 ? "_" : type;
    }

    private static bool Ends(char last, char now, string lastType, string type) =>
        last is 'E' or 'S' ||
        (last is 'B' or 'I' && now is 'B' or 'S' or 'O') ||
        (last is not 'O' and not '.' && lastType != type);

    private static bool Starts(char last, char now, string lastType, string type) =>
        now is 'B' or 'S' ||
        (last is 'E' or 'S' or 'O' && now is 'E' or 'I') ||
        (now is not 'O' and not '.' && lastType != type);
}
