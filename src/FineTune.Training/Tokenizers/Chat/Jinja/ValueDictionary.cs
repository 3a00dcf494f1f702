namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>A template's dictionary: texts and their values, in the order in which they were given.</summary>
internal sealed class ValueDictionary : OrderedDictionary<string, object?>
{
    /// <summary>Creates an empty dictionary.</summary>
    public ValueDictionary()
        : base(StringComparer.Ordinal)
    {
    }
}
