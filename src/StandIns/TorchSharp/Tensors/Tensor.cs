using System.Runtime.CompilerServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An array of numbers on a device, with its place in the autograd graph.</summary>
    public partial class Tensor : IDisposable
    {
        private TensorHandle _handle;

        internal Tensor(TensorHandle handle, bool register = true)
        {
            _handle = handle;
            if (register)
            {
                DisposeScopeManager.Current.Register(this);
            }
        }

        /// <summary>Lets go of the native tensor if nobody disposed this object.</summary>
        ~Tensor() => Dispose(false);

        /// <summary>How many native tensors this process holds now.</summary>
        public static long TotalCount => Native.ft_live_tensors();

        /// <summary>The most native tensors this process held at once.</summary>
        public static long PeakCount => Native.ft_peak_tensors();

        /// <summary>The address of the native tensor.</summary>
        public IntPtr Handle
        {
            get
            {
                ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
                return _handle.DangerousGetHandle();
            }
        }

        /// <summary>Whether the tensor was disposed.</summary>
        public bool IsInvalid => _handle.IsClosed || _handle.IsInvalid;

        internal TensorHandle NativeHandle => _handle;

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Makes a tensor that owns a native one.</summary>
        public static Tensor UnsafeCreateTensor(IntPtr handle) => Wrap(handle);

        /// <summary>Lets go of the native tensor.</summary>
        public void Dispose()
        {
            if (OwningDisposeScope is { } owner)
            {
                owner.MarkAsDisposed(this);
            }
            else if (!_handle.IsClosed)
            {
                DisposeScopeManager.Current.Counters.DisposedOutside();
            }

            Release();
        }

        /// <summary>Gives the native tensor to the caller; this object is disposed.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            var pointer = TakeHandle();
            var result = pointer.DangerousGetHandle();
            pointer.SetHandleAsInvalid();
            return result;
        }

        /// <summary>Hands the tensor to the scope around the one that it is in.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Hands the tensor to the scope that another tensor is in.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other)
        {
            if (other.OwningDisposeScope is { } scope)
            {
                return MoveToOtherDisposeScope(scope);
            }

            return DetachFromDisposeScope();
        }

        /// <summary>Hands the tensor to another scope.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            other.Attach(this);
            return this;
        }

        /// <summary>Takes the tensor out of its scope: it lives until it is disposed by hand.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <inheritdoc cref="DetachFromDisposeScope"/>
        public Tensor DetatchFromDisposeScope() => DetachFromDisposeScope();

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>Whether both are the same object or hold the same values.</summary>
        public bool Equals(Tensor target) => ReferenceEquals(this, target) || equal(target).ToBoolean();

        /// <inheritdoc/>
        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

        /// <summary>Lets go of the native tensor.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (disposing)
            {
                _handle.Dispose();
            }
        }

        internal static Tensor Wrap(nint pointer) => new(new TensorHandle(Native.Check(pointer)));

        internal static Tensor? WrapOrNull(nint pointer) => pointer == 0 ? null : new Tensor(new TensorHandle(pointer));

        internal static (Tensor First, Tensor Second) Pair(int status, nint first, nint second)
        {
            Native.Check(status);
            return (Wrap(first), Wrap(second));
        }

        internal static Tensor[] WrapAll(ReadOnlySpan<nint> pointers)
        {
            var tensors = new Tensor[pointers.Length];
            for (var i = 0; i < tensors.Length; i++)
            {
                tensors[i] = Wrap(pointers[i]);
            }

            return tensors;
        }

        internal void Release()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Moves the handle out: this tensor is disposed, the handle stays valid.</summary>
        internal TensorHandle TakeHandle()
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            DetachFromDisposeScope();
            var taken = _handle;
            _handle = new TensorHandle(0);
            _handle.Dispose();
            GC.SuppressFinalize(this);
            return taken;
        }

        /// <summary>This tensor after an operation in place.</summary>
        private Tensor InPlace(int status)
        {
            Native.Check(status);
            return this;
        }
    }
}
