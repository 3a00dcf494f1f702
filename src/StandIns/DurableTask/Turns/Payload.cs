using System.Globalization;
using System.Text;

namespace Microsoft.DurableTask.Turns;

/// <summary>The limits of what travels through the engine.</summary>
internal static class Payload
{
    /// <summary>The longest custom status in bytes of UTF-16.</summary>
    public const int MaxCustomStatusBytes = 16 * 1024;

    private const int MaxInstanceIdLength = 100;

    /// <summary>The text, if it is not too long.</summary>
    /// <exception cref="ArgumentException">It is too long.</exception>
    public static string? Check(string? text, int maxBytes, string what)
    {
        if (text is not null && text.Length > maxBytes / 3 && Encoding.UTF8.GetByteCount(text) is var bytes && bytes > maxBytes)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"The {what} is {bytes} bytes long, the limit is {maxBytes}. Keep large data in storage and pass its name."));
        }

        return text;
    }

    /// <summary>The text of a custom status, if it is not too long.</summary>
    /// <exception cref="ArgumentException">It is longer than 16 KB of UTF-16.</exception>
    public static string? CheckCustomStatus(string? text) => text is not null && text.Length * sizeof(char) > MaxCustomStatusBytes
        ? throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"The custom status is {text.Length * sizeof(char)} bytes of UTF-16 JSON long, the limit is {MaxCustomStatusBytes} (16 KB)."))
        : text;

    /// <summary>The id, if it may be one: 1 to 100 printable ASCII characters, no @ in front.</summary>
    /// <exception cref="ArgumentException">It may not.</exception>
    public static string CheckInstanceId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return id.Length > MaxInstanceIdLength || id[0] == '@' || id.Any(static c => c is < ' ' or > '~')
            ? throw new ArgumentException($"'{id}' cannot be an instance id: 1 to {MaxInstanceIdLength} printable ASCII characters, not beginning with '@'.")
            : id;
    }
}
