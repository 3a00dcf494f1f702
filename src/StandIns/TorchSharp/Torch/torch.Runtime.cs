using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>libtorch's functions by their Python names.</summary>
public static partial class torch
{
    /// <summary>libtorch's version.</summary>
    public static string __version__ => System.Runtime.InteropServices.Marshal.PtrToStringUTF8(Native.ft_version()) ?? "";

    /// <summary>Opens a scope that disposes, when it ends, the tensors made in it on this thread.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.Open();

    /// <summary>Runs an expression in a scope and keeps its result only.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    /// <summary>Until disposed, operations of this thread are not recorded.</summary>
    public static IDisposable no_grad() => new GradientMode(false);

    /// <summary>Until disposed, operations of this thread are recorded, or not.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradientMode(enabled);

    /// <summary>Until disposed, operations of this thread are recorded, or not.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradientMode(mode);

    /// <summary>Until disposed, tensors of this thread are made without any bookkeeping of autograd.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>Whether operations of this thread are recorded.</summary>
    public static bool is_grad_enabled() => Native.ft_grad_enabled();

    /// <summary>Whether tensors of this thread are made without bookkeeping.</summary>
    public static bool is_inference_mode_enabled() => Native.ft_inference_enabled();

    /// <summary>How many threads one operation of this thread may use.</summary>
    public static int get_num_threads() => Native.ft_get_num_threads();

    /// <summary>Sets how many threads one operation of this thread may use.</summary>
    public static void set_num_threads(int num) => Native.Check(Native.ft_set_num_threads(num));

    /// <summary>How many operations may run side by side.</summary>
    public static int get_num_interop_threads() => Native.ft_get_num_interop_threads();

    /// <summary>Sets how many operations may run side by side; once, before the first.</summary>
    public static void set_num_interop_threads(int num) => Native.Check(Native.ft_set_num_interop_threads(num));

    /// <summary>The type of new tensors when none is named.</summary>
    public static ScalarType get_default_dtype() => (ScalarType)Native.ft_get_default_dtype();

    /// <summary>Sets the type of new tensors when none is named.</summary>
    public static void set_default_dtype(ScalarType dtype) => Native.Check(Native.ft_set_default_dtype((int)dtype));

    /// <summary>Whether operations that could differ from run to run are refused.</summary>
    public static bool are_deterministic_algorithms_enabled() => Native.ft_deterministic();

    /// <summary>Refuses operations that could differ from run to run, or warns of them.</summary>
    public static IDisposable use_deterministic_algorithms(bool mode = true, bool warn_only = false) => new DeterministicMode(mode, warn_only);

    /// <summary>Whether a CUDA device can be used.</summary>
    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>Seeds the default streams of all devices.</summary>
    public static Generator manual_seed(long seed)
    {
        Native.Check(Native.ft_manual_seed((ulong)seed));
        return Generator.Default;
    }

    /// <summary>Begins a default stream that nobody can foresee, and tells its seed.</summary>
    public static long seed() => Generator.Default.seed();

    /// <summary>The seed of the default stream.</summary>
    public static long initial_seed() => Generator.Default.initial_seed();

    /// <summary>The place in the default stream, as bytes.</summary>
    public static Tensor get_rng_state() => Generator.Default.get_state();

    /// <summary>Goes to a place in the default stream.</summary>
    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    /// <summary>Whether a type is for floating point numbers.</summary>
    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    /// <summary>Whether a type is for whole numbers or booleans.</summary>
    public static bool is_integral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    /// <summary>Whether a type is for complex numbers.</summary>
    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    /// <summary>CUDA devices.</summary>
    public static class cuda
    {
        /// <summary>Whether a CUDA device can be used.</summary>
        public static bool is_available() => device_count() > 0;

        /// <summary>Whether libtorch brings cuDNN.</summary>
        public static bool is_cudnn_available() => Native.ft_cudnn_available();

        /// <summary>How many CUDA devices can be used.</summary>
        public static int device_count() => Native.ft_cuda_device_count();

        /// <summary>Seeds the current device's stream.</summary>
        public static void manual_seed(long seed) => manual_seed_all(seed);

        /// <summary>Seeds every device's stream.</summary>
        public static void manual_seed_all(long seed) => Native.Check(Native.ft_cuda_manual_seed_all((ulong)seed, device_count()));

        /// <summary>Waits until a device has done all its work.</summary>
        public static void synchronize(Device? device = null) => Native.Check(Native.ft_cuda_synchronize(device?.index ?? -1));
    }

    /// <summary>The default stream of random numbers.</summary>
    public static class random
    {
        /// <inheritdoc cref="torch.manual_seed"/>
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        /// <inheritdoc cref="torch.seed"/>
        public static long seed() => torch.seed();

        /// <inheritdoc cref="torch.initial_seed"/>
        public static long initial_seed() => torch.initial_seed();

        /// <inheritdoc cref="torch.get_rng_state"/>
        public static Tensor get_rng_state() => torch.get_rng_state();

        /// <inheritdoc cref="torch.set_rng_state"/>
        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }

    private sealed class GradientMode : IDisposable
    {
        private readonly bool _before = Native.ft_grad_enabled();
        private bool _over;

        internal GradientMode(bool enabled) => Native.ft_set_grad_enabled(enabled);

        public void Dispose()
        {
            if (!_over)
            {
                _over = true;
                Native.ft_set_grad_enabled(_before);
            }
        }
    }

    private sealed class DeterministicMode : IDisposable
    {
        private readonly bool _before = Native.ft_deterministic();

        internal DeterministicMode(bool mode, bool warnOnly) => Native.ft_set_deterministic(mode, warnOnly);

        public void Dispose() => Native.ft_set_deterministic(_before, false);
    }

    private sealed class InferenceMode(bool enabled) : IDisposable
    {
        private nint _guard = Native.ft_enter_inference(enabled);

        public void Dispose()
        {
            if (_guard != 0)
            {
                Native.ft_leave_inference(_guard);
                _guard = 0;
            }
        }
    }
}
