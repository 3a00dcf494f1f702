using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>A network of images without its head: pixels to features. Below the lowest trained depth nothing is kept for the way back.</summary>
internal abstract class ImageBackbone
{
    /// <summary>How many layers there are: the stages of a convolutional network, the layers of a transformer.</summary>
    public abstract int Layers { get; }

    /// <summary>What a classifier looks at, [B, D].</summary>
    /// <param name="pixels">[B, C, H, W] images, scaled and normalised as the model wants them.</param>
    /// <param name="pass">Dropout, batch statistics and freezing.</param>
    /// <param name="observe">Sees the embeddings and each layer's whole output, for tests and probes.</param>
    public Tensor Features(Tensor pixels, ForwardPass pass, Action<Tensor>? observe = null)
    {
        var (rows, size) = (pixels.shape[0], (pixels.shape[2], pixels.shape[3]));
        pass.EnterImages((int)rows);
        var hidden = Backbone.Step(0, pass, p => Embed(pixels, p));
        observe?.Invoke(hidden);
        pass.Recomputation?.Begin(hidden);
        for (var i = 0; i < Layers; i++)
        {
            var (index, input) = (i, hidden);
            Tensor Run(ForwardPass p, Tensor x) => Layer(index, x, rows, p, isPooled: observe is null && index == Layers - 1);
            hidden = pass.Recomputation is { } later && index + 1 >= pass.FirstTrainableDepth
                ? later.Forget(input, pass, x => Run(pass.At(index + 1), x))
                : Backbone.Step(index + 1, pass, p => Run(p, input));
            observe?.Invoke(hidden);
        }

        hidden = pass.Recomputation?.End(hidden) ?? hidden;

        return Backbone.Step(Layers, pass, p => Pool(hidden, rows, size));
    }

    /// <summary>Pixels to the first layer's input, in the network's own layout.</summary>
    protected abstract Tensor Embed(Tensor pixels, ForwardPass pass);

    /// <summary>Layer <paramref name="index"/>, in the network's own layout; where only what is pooled is wanted of it, it may leave the rest out.</summary>
    protected abstract Tensor Layer(int index, Tensor hidden, long rows, ForwardPass pass, bool isPooled);

    /// <summary>The last layer's output to [B, D].</summary>
    /// <param name="hidden">The output.</param>
    /// <param name="rows">B.</param>
    /// <param name="size">Height and width of the images.</param>
    protected abstract Tensor Pool(Tensor hidden, long rows, (long Height, long Width) size);
}
