using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What is done to all parameters together.</summary>
        public static partial class utils
        {
            /// <summary>Scales all gradients down so that their common norm is at most a limit; tells the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var held = new HandleList(tensors);
                Native.Check(Native.ft_clip_grad_norm(held.Pointers, held.Count, max_norm, norm_type, out var norm));
                return norm;
            }

            /// <summary>Cuts every gradient to a limit on both sides of zero.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var held = new HandleList(tensors);
                Native.Check(Native.ft_clip_grad_value(held.Pointers, held.Count, clip_value));
            }

            /// <summary>All parameters one after another in a vector.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(tensors.Select(t => t.flatten()).ToList()).MoveToOuterDisposeScope();
            }

            /// <summary>Copies a vector into the parameters, one after another.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                using var guard = no_grad();
                var at = 0L;
                foreach (var parameter in tensors)
                {
                    parameter.copy_(vec.narrow(0, at, parameter.numel()).view(parameter.shape));
                    at += parameter.numel();
                }
            }
        }
    }
}
