using System.Globalization;
using System.Text;

namespace TorchSharp;

/// <content>As text.</content>
public static partial class torch
{
    public partial class Tensor
    {
        private const int Edge = 3;
        private const int Whole = 1000;

        /// <summary>The shape, type and device.</summary>
        public override string ToString() =>
            IsInvalid ? "[disposed]" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}{(ndim == 0 ? ", value = " + Element(this, null) : "")}";

        /// <summary>The tensor in one of several styles; all but the metadata show the elements.</summary>
        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (style is TensorStringStyle.Metadata)
            {
                return ToString();
            }

            var text = new StringBuilder();
            using (NewDisposeScope())
            {
                using var guard = no_grad();
                Write(text, detach().cpu(), fltFormat, NumberOfElements > Whole, newLine ?? Environment.NewLine, 0);
            }

            return text.ToString();
        }

        private static void Write(StringBuilder text, Tensor tensor, string? format, bool shorten, string newLine, int depth)
        {
            if (tensor.ndim == 0)
            {
                text.Append(Element(tensor, format));
                return;
            }

            var length = tensor.shape[0];
            text.Append('[');
            for (var i = 0L; i < length; i++)
            {
                if (i > 0)
                {
                    text.Append(tensor.ndim == 1 ? " " : newLine + new string(' ', depth + 1));
                }

                if (shorten && i == Edge && length > 2 * Edge)
                {
                    text.Append("...");
                    i = length - Edge - 1;
                    continue;
                }

                Write(text, tensor[i], format, shorten, newLine, depth + 1);
            }

            text.Append(']');
        }

        private static string Element(Tensor tensor, string? format)
        {
            var value = tensor.ToScalar();
            return tensor.dtype switch
            {
                ScalarType.Bool => value.AsDouble() != 0 ? "True" : "False",
                _ when tensor.is_floating_point() => value.AsDouble().ToString(format ?? "G5", CultureInfo.InvariantCulture),
                _ => value.AsInteger().ToString(CultureInfo.InvariantCulture),
            };
        }
    }
}
