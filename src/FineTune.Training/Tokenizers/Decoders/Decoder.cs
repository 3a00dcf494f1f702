namespace FineTune.Training.Tokenizers.Decoders;

/// <summary>A step that turns tokens back into text. Stateless; safe for many threads.</summary>
internal abstract class Decoder
{
    /// <summary>Rewrites the tokens; what remains at the end is joined without spaces.</summary>
    public abstract List<string> Apply(List<string> tokens);
}
