using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry between the brackets of a tensor.</summary>
    public readonly struct TensorIndex
    {
        /// <summary>As many whole dimensions as are left.</summary>
        public static readonly TensorIndex Ellipsis = new(NativeIndex.EllipsisKind);

        /// <summary>A new dimension of size one.</summary>
        public static readonly TensorIndex Null = new(NativeIndex.NewAxisKind);

        /// <summary>A new dimension of size one.</summary>
        public static readonly TensorIndex None = Null;

        /// <summary>A whole dimension.</summary>
        public static readonly TensorIndex Colon = new(NativeIndex.AllKind);

        private readonly long _kind;
        private readonly long? _start;
        private readonly long? _stop;
        private readonly long _step;

        private TensorIndex(long kind, long? start = null, long? stop = null, long step = 1, Tensor? tensor = null)
        {
            (_kind, _start, _stop, _step, Tensors) = (kind, start, stop, step, tensor);
        }

        internal Tensor? Tensors { get; }

        /// <summary>A position.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>A range.</summary>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>A range, open where null.</summary>
        public static implicit operator TensorIndex((int? start, int? stop) range) => Slice(range);

        /// <summary>A position, from the end where so written.</summary>
        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        /// <summary>A range with a step, open where null.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new(NativeIndex.SliceKind, start, stop, step ?? 1);

        /// <summary>A range, open where null.</summary>
        public static TensorIndex Slice((int? start, int? stop) range) => Slice(range.start, range.stop);

        /// <summary>A range.</summary>
        public static TensorIndex Slice(Range range)
        {
            var start = range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value;
            long? stop = !range.End.IsFromEnd ? range.End.Value : range.End.Value == 0 ? null : -range.End.Value;
            return Slice(start, stop);
        }

        /// <summary>All or nothing, in a new dimension.</summary>
        public static TensorIndex Bool(bool value) => new(NativeIndex.BooleanKind, value ? 1 : 0);

        /// <summary>A position.</summary>
        public static TensorIndex Single(long? index) => new(NativeIndex.IntegerKind, index ?? throw new ArgumentNullException(nameof(index)));

        /// <summary>Positions, or a mask.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new(NativeIndex.TensorKind, tensor: tensor);

        internal NativeIndex ToNative() => new()
        {
            Kind = _kind,
            Tensor = Tensors?.Handle ?? 0,
            Start = _start ?? 0,
            Stop = _stop ?? 0,
            Step = _step,
            HasStart = _start is null ? 0 : 1,
            HasStop = _stop is null ? 0 : 1,
        };
    }
}
