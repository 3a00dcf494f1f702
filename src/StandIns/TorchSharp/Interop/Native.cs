using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The C ABI of native/, file by file; this part turns its failures into exceptions.</summary>
internal static partial class Native
{
    /// <summary>The shim's name; <see cref="NativeLoader"/> finds the file.</summary>
    internal const string Library = "TorchSharpNative";

    /// <summary>What libtorch said when the last call on this thread failed.</summary>
    internal static ExternalException Failure() =>
        new(Marshal.PtrToStringUTF8(ft_last_error())?.TrimEnd() ?? "libtorch failed without a message.");

    /// <summary>Throws what libtorch reported when <paramref name="status"/> is negative.</summary>
    internal static void Check(int status)
    {
        if (status < 0)
        {
            throw Failure();
        }
    }

    /// <summary>Throws what libtorch reported when <paramref name="pointer"/> is null.</summary>
    internal static nint Check(nint pointer) => pointer != 0 ? pointer : throw Failure();
}
