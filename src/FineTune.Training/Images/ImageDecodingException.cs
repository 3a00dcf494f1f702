namespace FineTune.Training.Images;

/// <summary>Bytes that are no image that can be decoded. The message says why, in a sentence without the file's name.</summary>
internal sealed class ImageDecodingException(string message) : Exception(message);
