using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>A transformer without its head: token rows to hidden states. Below the lowest trained depth nothing is kept for the way back.</summary>
internal abstract class Backbone
{
    /// <summary>How many layers there are.</summary>
    public abstract int Layers { get; }

    /// <summary>[V, E] the word table, for heads that share it.</summary>
    public abstract Parameter Words { get; }

    /// <summary>All tokens' last hidden states, [T, D].</summary>
    /// <param name="batch">The input.</param>
    /// <param name="pass">Dropout and freezing.</param>
    /// <param name="observe">Sees the embeddings and each layer's output, for tests and probes.</param>
    public Tensor Encode(TokenBatch batch, ForwardPass pass, Action<Tensor>? observe = null) => Run(batch, pass, firstOnly: false, observe);

    /// <summary>The first tokens' last hidden states, [B, D]; the last layer computes no others.</summary>
    public Tensor EncodeFirst(TokenBatch batch, ForwardPass pass) => Run(batch, pass, firstOnly: true, null);

    /// <summary>[T] tokens to [T, D].</summary>
    protected abstract Tensor Embed(TokenBatch batch, ForwardPass pass);

    /// <summary>Layer <paramref name="index"/>: [T, D] to [T, D], or to [B, D] where only the first tokens are wanted.</summary>
    protected abstract Tensor Layer(int index, Tensor hidden, TokenBatch batch, ForwardPass pass, bool firstOnly);

    /// <summary>The last tokens' (by id) last hidden states, [B, D]: what a decoder's classifier looks at.</summary>
    public Tensor EncodeLast(TokenBatch batch, ForwardPass pass) => Encode(batch, pass).index_select(0, batch.Last);

    private Tensor Run(TokenBatch batch, ForwardPass pass, bool firstOnly, Action<Tensor>? observe)
    {
        pass.Enter(batch);
        var hidden = Step(0, pass, p => Embed(batch, p));
        observe?.Invoke(hidden);
        pass.Recomputation?.Begin(hidden, batch.Shared, leaf => batch.Shared = leaf);
        for (var i = 0; i < Layers; i++)
        {
            var (index, input) = (i, hidden);
            Tensor Run(ForwardPass p, Tensor x) => Layer(index, x, batch, p, firstOnly && index == Layers - 1);
            hidden = pass.Recomputation is { } later && index + 1 >= pass.FirstTrainableDepth
                ? later.Forget(input, pass, x => Run(pass.At(index + 1), x))
                : Step(index + 1, pass, p => Run(p, input));
            observe?.Invoke(hidden);
        }

        return pass.Recomputation?.End(hidden) ?? hidden;
    }

    /// <summary>Runs a block at a depth: as frozen ones run where it is frozen, without gradient where nothing below it is trained.</summary>
    internal static Tensor Step(int depth, ForwardPass pass, Func<ForwardPass, Tensor> block)
    {
        if (depth >= pass.FirstTrainableDepth)
        {
            return block(pass.At(depth));
        }

        using (no_grad())
        {
            return block(pass.At(depth));
        }
    }
}
