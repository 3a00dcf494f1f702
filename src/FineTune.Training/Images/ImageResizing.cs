namespace FineTune.Training.Images;

/// <summary>
/// Resizes as PIL does, to the bit: the filter is widened by the factor of reduction (so nothing aliases), its weights are
/// fixed-point numbers with 22 bits behind the point, width and height are resized one after the other, and between the two
/// stand bytes. The width comes first, except where the height shrinks much more than the width (Pillow 13, pull request 9549).
/// </summary>
/// <remarks>
/// What "much more" is: the reference images put the boundary between 1.21 and 1.45 times the width's factor. Within that gap a
/// byte may differ by 1 from Pillow 13, as it does between Pillow 12 and 13 beyond it.
/// </remarks>
internal static class ImageResizing
{
    private const int PrecisionBits = 22;
    private const double MuchMore = 4.0 / 3;

    /// <summary>The image in another size.</summary>
    public static RgbImage Resize(RgbImage image, int width, int height, ResizingFilter filter)
    {
        var (across, down) = ((double)image.Width / width, (double)image.Height / height);
        return down > 1 && down > MuchMore * across
            ? ToWidth(ToHeight(image, height, filter), width, filter)
            : ToHeight(ToWidth(image, width, filter), height, filter);
    }

    private static RgbImage ToWidth(RgbImage image, int width, ResizingFilter filter) =>
        width == image.Width ? image : Horizontally(image, new Weights(image.Width, width, filter));

    private static RgbImage ToHeight(RgbImage image, int height, ResizingFilter filter) =>
        height == image.Height ? image : Vertically(image, new Weights(image.Height, height, filter));

    private static RgbImage Horizontally(RgbImage image, Weights weights)
    {
        const int Step = RgbImage.Channels;
        var width = weights.Count;
        var pixels = new byte[width * image.Height * Step];
        var to = 0;
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < width; x++, to += Step)
            {
                var (first, factors) = weights.Of(x);
                int red = 1 << (PrecisionBits - 1), green = red, blue = red;
                var source = row[(first * Step)..];
                for (var i = 0; i < factors.Length; i++)
                {
                    var factor = factors[i];
                    red += source[i * Step] * factor;
                    green += source[(i * Step) + 1] * factor;
                    blue += source[(i * Step) + 2] * factor;
                }

                pixels[to] = Clip(red);
                pixels[to + 1] = Clip(green);
                pixels[to + 2] = Clip(blue);
            }
        }

        return new RgbImage(width, image.Height, pixels);
    }

    private static RgbImage Vertically(RgbImage image, Weights weights)
    {
        var height = weights.Count;
        var stride = image.Width * RgbImage.Channels;
        var pixels = new byte[stride * height];
        var sums = new int[stride];
        for (var y = 0; y < height; y++)
        {
            var (first, factors) = weights.Of(y);
            Array.Fill(sums, 1 << (PrecisionBits - 1));
            for (var i = 0; i < factors.Length; i++)
            {
                var row = image.Row(first + i);
                var factor = factors[i];
                for (var x = 0; x < sums.Length; x++)
                {
                    sums[x] += row[x] * factor;
                }
            }

            var target = pixels.AsSpan(y * stride, stride);
            for (var x = 0; x < sums.Length; x++)
            {
                target[x] = Clip(sums[x]);
            }
        }

        return new RgbImage(image.Width, height, pixels);
    }

    private static byte Clip(int sum) => (byte)Math.Clamp(sum >> PrecisionBits, 0, 255);

    /// <summary>For each pixel of the result: which pixels of the source it is made of, and by which weights.</summary>
    private sealed class Weights
    {
        private readonly int[] _first;
        private readonly int[][] _factors;

        public Weights(int source, int count, ResizingFilter filter)
        {
            _first = new int[count];
            _factors = new int[count][];
            var scale = (double)source / count;
            var spread = Math.Max(scale, 1);
            var support = spread * (filter == ResizingFilter.Bilinear ? 1 : 2);
            for (var i = 0; i < count; i++)
            {
                var center = (i + 0.5) * scale;
                var first = Math.Max(0, (int)(center - support + 0.5));
                var end = Math.Min(source, (int)(center + support + 0.5));
                var exact = new double[end - first];
                for (var j = 0; j < exact.Length; j++)
                {
                    exact[j] = Value(filter, (j + first - center + 0.5) * (1 / spread));
                }

                _first[i] = first;
                _factors[i] = ToFixedPoint(exact);
            }
        }

        /// <summary>Pixels of the result.</summary>
        public int Count => _first.Length;

        public (int First, int[] Factors) Of(int index) => (_first[index], _factors[index]);

        private static int[] ToFixedPoint(double[] weights)
        {
            var sum = 0.0;
            foreach (var weight in weights)
            {
                sum += weight;
            }

            return Array.ConvertAll(weights, w => (w / sum * (1 << PrecisionBits)) is var v && v < 0 ? (int)(v - 0.5) : (int)(v + 0.5));
        }

        private static double Value(ResizingFilter filter, double x)
        {
            const double A = -0.5;
            x = Math.Abs(x);
            if (filter == ResizingFilter.Bilinear)
            {
                return x < 1 ? 1 - x : 0;
            }

            return x < 1 ? (((A + 2) * x - (A + 3)) * x * x) + 1
                : x < 2 ? (((x - 5) * x + 8) * x - 4) * A
                : 0;
        }
    }
}
