using System.ComponentModel;
using System.Globalization;
using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>Turns binding data (route values, path tokens, metadata) into a parameter's type.</summary>
internal static class ValueConverter
{
    public static object? Convert(object? value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null || target.IsInstanceOfType(value))
        {
            return value;
        }

        if (target == typeof(string))
        {
            return System.Convert.ToString(value, CultureInfo.InvariantCulture);
        }

        var text = System.Convert.ToString(value, CultureInfo.InvariantCulture)!;
        var converter = TypeDescriptor.GetConverter(target);
        if (converter.CanConvertFrom(typeof(string)))
        {
            try
            {
                return converter.ConvertFromInvariantString(text);
            }
            catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or NotSupportedException)
            {
                throw new FormatException($"\"{text}\" is not a {target.Name}.", exception);
            }
        }

        return JsonSerializer.Deserialize(text, target, JsonSerializerOptions.Web);
    }
}
