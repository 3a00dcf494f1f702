using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The CPU.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>The current CUDA device.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    /// <summary>Shapes without memory.</summary>
    public static readonly Device META = new(DeviceType.META);

    [ThreadStatic]
    private static Device? _defaultDevice;

    internal static Device? DefaultDevice => _defaultDevice;

    /// <summary>A device by its description, as <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    public static Device device(string description) => new(description);

    /// <summary>A device by its kind and index.</summary>
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    /// <summary>A device by its kind and index.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>A CUDA device by its index.</summary>
    public static Device device(int index) => new(index);

    /// <summary>Where factories put tensors when none is named.</summary>
    public static Device get_default_device() => _defaultDevice ?? CPU;

    /// <summary>Says where factories of this thread put tensors when none is named.</summary>
    public static void set_default_device(Device device) => _defaultDevice = device.type == DeviceType.CPU ? null : device;

    /// <summary>Says where factories of this thread put tensors when none is named.</summary>
    public static void set_default_device(string device) => set_default_device(new Device(device));

    /// <summary>Where a tensor lies.</summary>
    public class Device
    {
        /// <summary>A device by its description, as <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
        public Device(string description)
        {
            var parts = description.Split(':');
            type = Parse(parts[0]);
            index = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : -1;
        }

        /// <summary>A device by its kind and index.</summary>
        public Device(string deviceType, int index = -1)
        {
            type = Parse(deviceType);
            this.index = index;
        }

        /// <summary>A device by its kind and index.</summary>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = deviceType == DeviceType.CPU ? -1 : index;
        }

        /// <summary>A CUDA device by its index.</summary>
        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        /// <summary>The kind.</summary>
        public DeviceType type { get; }

        /// <summary>The index; -1 is the current one.</summary>
        public int index { get; } = -1;

        /// <summary>A device by its description.</summary>
        public static implicit operator Device(string description) => new(description);

        /// <inheritdoc/>
        public override string ToString() =>
            type.ToString().ToLowerInvariant() + (index < 0 ? "" : ":" + index.ToString(CultureInfo.InvariantCulture));

        private static DeviceType Parse(string name) => Enum.TryParse<DeviceType>(name, ignoreCase: true, out var type)
            ? type
            : throw new ArgumentException($"'{name}' is no kind of device.", nameof(name));
    }
}
