using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers.</summary>
    public class Generator : IDisposable
    {
        private readonly GeneratorHandle _handle;

        /// <summary>A stream that a seed decides.</summary>
        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            _handle = new GeneratorHandle(Native.Check(Native.ft_new_generator(seed, (int)this.device.type, this.device.index)));
        }

        private Generator(GeneratorHandle handle, Device device)
        {
            _handle = handle;
            this.device = device;
        }

        /// <summary>The stream that operations take from when none is named.</summary>
        public static Generator Default { get; } = DefaultOf(CPU);

        /// <summary>The address of the native generator.</summary>
        public IntPtr Handle => _handle.DangerousGetHandle();

        /// <summary>The device whose operations may take from the stream.</summary>
        public Device device { get; }

        internal GeneratorHandle NativeHandle => _handle;

        /// <summary>Begins the stream that a seed decides.</summary>
        public Generator manual_seed(long seed)
        {
            Native.Check(Native.ft_generator_manual_seed(_handle, (ulong)seed));
            return this;
        }

        /// <summary>Begins a stream that nobody can foresee, and tells its seed.</summary>
        public long seed()
        {
            Native.Check(Native.ft_generator_seed(_handle, out var chosen));
            return (long)chosen;
        }

        /// <summary>The seed of the stream.</summary>
        public long initial_seed() => (long)Native.ft_generator_initial_seed(_handle);

        /// <summary>The place in the stream, as bytes.</summary>
        public Tensor get_state() => Tensor.Wrap(Native.ft_generator_get_state(_handle));

        /// <summary>Goes to a place in a stream that <see cref="get_state"/> told.</summary>
        public void set_state(Tensor value) => Native.Check(Native.ft_generator_set_state(_handle, value.NativeHandle));

        /// <summary>Lets go of the native generator.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Lets go of the native generator.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (disposing && !ReferenceEquals(this, Default))
            {
                _handle.Dispose();
            }
        }

        internal static Generator DefaultOf(Device device) =>
            new(new GeneratorHandle(Native.Check(Native.ft_default_generator((int)device.type, device.index))), device);
    }
}
