using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.PreTokenizers;

/// <summary>A step that cuts text pieces into words. Stateless; safe for many threads. Added tokens pass untouched.</summary>
internal abstract class PreTokenizer
{
    /// <summary>Cuts every text piece.</summary>
    public abstract void Apply(PieceList list);
}
