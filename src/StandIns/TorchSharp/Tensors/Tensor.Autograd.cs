using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Gradients.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Adds the gradient of this single number to every leaf that it depends on.</summary>
        public void backward() => autograd.Backward([this], null, null, false, null);

        /// <summary>Adds the gradient of this tensor to every leaf that it depends on.</summary>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.Backward([this], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>The same elements outside of the graph.</summary>
        public Tensor detach() => Wrap(Native.ft_detach(_handle));

        /// <summary>Takes the tensor out of the graph.</summary>
        public Tensor detach_() => InPlace(Native.ft_detach_(_handle));

        /// <summary>Keeps the gradient of a tensor that is no leaf.</summary>
        public void retain_grad() => Native.Check(Native.ft_retain_grad(_handle));

        /// <summary>Says whether operations on the tensor are recorded.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <inheritdoc cref="requires_grad_"/>
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);
    }
}
