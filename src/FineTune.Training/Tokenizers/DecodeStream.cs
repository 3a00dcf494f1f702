namespace FineTune.Training.Tokenizers;

/// <summary>Decodes token by token, as a model writes them; holds text back while a character is incomplete.</summary>
public sealed class DecodeStream(Tokenizer tokenizer, bool skipSpecialTokens = true)
{
    private const char Incomplete = '\uFFFD';

    private List<int> _ids = [];
    private string _prefix = "";
    private int _prefixLength;

    /// <summary>Takes one more token.</summary>
    /// <returns>The text that it completes; null while more tokens are needed.</returns>
    /// <exception cref="InvalidOperationException">The text so far changed with the new token, which this tokenizer's decoder does not allow to stream.</exception>
    public string? Step(int id)
    {
        if (_prefix.Length == 0 && _ids.Count > 0)
        {
            var decoded = tokenizer.Decode(_ids, skipSpecialTokens);
            if (!decoded.EndsWith(Incomplete))
            {
                (_prefix, _prefixLength) = (decoded, _ids.Count);
            }
        }

        _ids.Add(id);
        var text = tokenizer.Decode(_ids, skipSpecialTokens);
        if (text.Length <= _prefix.Length || text.EndsWith(Incomplete))
        {
            return null;
        }

        if (!text.StartsWith(_prefix, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The decoded text does not go on from what was decoded before.");
        }

        var fresh = text[_prefix.Length..];
        var nextLength = _ids.Count - _prefixLength;
        _ids = _ids[_prefixLength..];
        _prefix = tokenizer.Decode(_ids, skipSpecialTokens);
        _prefixLength = nextLength;
        return fresh;
    }
}
