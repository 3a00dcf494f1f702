using FineTune.Training.Models;

namespace FineTune.Training.Images;

/// <summary>
/// What a model wants of its images, from preprocessor_config.json: resize, centre crop, rescale, normalise, in this order, each
/// as transformers' image processors do it. A model without that file gets what its family was pretrained with.
/// </summary>
internal sealed class ImagePreprocessing
{
    private readonly PreprocessingSettings _settings;
    private readonly float[][] _values;

    /// <summary>A preprocessing by settings.</summary>
    public ImagePreprocessing(PreprocessingSettings settings)
    {
        _settings = settings;
        _values = [.. Enumerable.Range(0, RgbImage.Channels).Select(channel => Table(settings, channel))];
    }

    /// <summary>Columns of the result.</summary>
    public int Width => _settings.Width;

    /// <summary>Rows of the result.</summary>
    public int Height => _settings.Height;

    /// <summary>The settings.</summary>
    public PreprocessingSettings Settings => _settings;

    /// <summary>Reads the settings of a model folder.</summary>
    /// <exception cref="InvalidInputException">The file asks for what is not supported; every problem is listed.</exception>
    public static ImagePreprocessing Load(string modelFolder) => new(PreprocessingSettings.Load(modelFolder));

    /// <summary>An image as the model wants it, [3, height, width], perhaps mirrored.</summary>
    public void Apply(RgbImage image, Span<float> target, bool mirrored = false) => Normalise(Crop(Resize(image)), mirrored, target);

    /// <summary>An image as training sees it: a part of it, resized to the whole, perhaps mirrored.</summary>
    /// <param name="image">The image.</param>
    /// <param name="view">The part and whether it is mirrored.</param>
    /// <param name="target">[3, height, width].</param>
    public void Apply(RgbImage image, AugmentedView view, Span<float> target) =>
        Normalise(ImageResizing.Resize(image.Cut(view.Box), Width, Height, _settings.Filter), view.IsMirrored, target);

    /// <summary>The image resized, before it is cropped.</summary>
    public RgbImage Resize(RgbImage image)
    {
        EnsureFits(image);
        if (!_settings.Resizes)
        {
            return image;
        }

        if (_settings.ShortestEdge is not { } shortest)
        {
            return ImageResizing.Resize(image, _settings.ResizedWidth, _settings.ResizedHeight, _settings.Filter);
        }

        var (shorter, longer) = (Math.Min(image.Width, image.Height), Math.Max(image.Width, image.Height));
        var stretched = (int)((long)shortest * longer / shorter);
        return image.Width <= image.Height
            ? ImageResizing.Resize(image, shortest, stretched, _settings.Filter)
            : ImageResizing.Resize(image, stretched, shortest, _settings.Filter);
    }

    /// <summary>Refuses an image of another size where the settings neither resize nor crop.</summary>
    /// <exception cref="ImageDecodingException">It does not have the size that the model wants.</exception>
    public void EnsureFits(RgbImage image)
    {
        if (!_settings.Resizes && !_settings.Crops && (image.Width != Width || image.Height != Height))
        {
            throw new ImageDecodingException($"It has {image.Width} × {image.Height} pixels; the model's preprocessing neither resizes nor crops and wants {Width} × {Height}.");
        }
    }

    /// <summary>The middle of an image; beyond its borders is black.</summary>
    private RgbImage Crop(RgbImage image)
    {
        if (image.Width == Width && image.Height == Height)
        {
            return image;
        }

        // Halves are rounded down, also below zero, as Python's // does.
        var (top, left) = ((image.Height - Height) >> 1, (image.Width - Width) >> 1);
        var pixels = new byte[Width * Height * RgbImage.Channels];
        var (firstColumn, endColumn) = (Math.Max(0, -left), Math.Min(Width, image.Width - left));
        for (var y = Math.Max(0, -top); y < Math.Min(Height, image.Height - top); y++)
        {
            image.Row(y + top).Slice((firstColumn + left) * RgbImage.Channels, (endColumn - firstColumn) * RgbImage.Channels)
                .CopyTo(pixels.AsSpan(((y * Width) + firstColumn) * RgbImage.Channels));
        }

        return new RgbImage(Width, Height, pixels);
    }

    private void Normalise(RgbImage image, bool flip, Span<float> target)
    {
        var plane = Width * Height;
        for (var y = 0; y < Height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < Width; x++)
            {
                var from = (flip ? Width - 1 - x : x) * RgbImage.Channels;
                var to = (y * Width) + x;
                target[to] = _values[0][row[from]];
                target[plane + to] = _values[1][row[from + 1]];
                target[(2 * plane) + to] = _values[2][row[from + 2]];
            }
        }
    }

    /// <summary>What each byte of a channel becomes.</summary>
    private static float[] Table(PreprocessingSettings settings, int channel)
    {
        var values = new float[256];
        for (var i = 0; i < values.Length; i++)
        {
            var scaled = (float)(i * settings.RescaleFactor);
            values[i] = settings.Normalises ? (scaled - (float)settings.Mean[channel]) / (float)settings.Deviation[channel] : scaled;
        }

        return values;
    }
}
