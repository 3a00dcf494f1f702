using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Gradients of whole graphs.</summary>
    public static partial class autograd
    {
        /// <summary>Adds the gradients of tensors to every leaf that they depend on.</summary>
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Backward(tensors, grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Adds the gradient of a tensor to every leaf that it depends on.</summary>
        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Adds the gradient of a tensor to every leaf that it depends on.</summary>
        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>The gradients of outputs with respect to inputs, added to nothing.</summary>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            using HandleList from = new(outputs), to = new(inputs), seeds = new(grad_outputs);
            var found = new nint[to.Count];
            Native.Check(Native.ft_autograd_grad(
                from.Pointers, from.Count, to.Pointers, to.Count, seeds.Pointers, seeds.Count, retain_graph, create_graph, allow_unused, found));
            return Array.ConvertAll(found, pointer => Tensor.WrapOrNull(pointer)!);
        }

        internal static void Backward(IList<Tensor> tensors, IList<Tensor>? gradients, bool? keep, bool createGraph, IList<Tensor>? inputs)
        {
            using HandleList roots = new(tensors), seeds = new(gradients), leaves = new(inputs);
            Native.Check(Native.ft_backward(
                roots.Pointers, roots.Count, seeds.Pointers, seeds.Count, keep is { } wanted ? (wanted ? 1 : 0) : -1, createGraph, leaves.Pointers, leaves.Count));
        }
    }
}
