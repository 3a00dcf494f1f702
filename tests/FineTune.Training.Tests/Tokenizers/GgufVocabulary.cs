using System.Text;
using FineTune.Training.Tokenizers.Reading;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>The SentencePiece vocabulary inside of a GGUF file, for the vectors that come with such files.</summary>
internal static class GgufVocabulary
{
    public static SentencePieceFile Read(string path)
    {
        var values = ReadValues(path);
        var (tokens, scores, kinds) = ((object[])values["tokenizer.ggml.tokens"], (object[])values["tokenizer.ggml.scores"], (object[])values["tokenizer.ggml.token_type"]);
        var pieces = tokens.Select((text, i) => new SentencePiecePiece((string)text, (float)scores[i], (SentencePieceKind)(int)kinds[i])).ToArray();
        return new SentencePieceFile { Pieces = pieces, ModelType = 2, ByteFallback = true, RemovesExtraSpaces = false };
    }

    private static Dictionary<string, object> ReadValues(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        Assert.Equal("GGUF"u8.ToArray(), reader.ReadBytes(4));
        reader.ReadUInt32();
        reader.ReadUInt64();
        var values = new Dictionary<string, object>();
        for (var count = reader.ReadUInt64(); count > 0; count--)
        {
            values[ReadText(reader)] = ReadValue(reader, reader.ReadUInt32());
        }

        return values;
    }

    private static object ReadValue(BinaryReader reader, uint type) => type switch
    {
        0 => reader.ReadByte(),
        1 => reader.ReadSByte(),
        2 => reader.ReadUInt16(),
        3 => reader.ReadInt16(),
        4 => reader.ReadUInt32(),
        5 => reader.ReadInt32(),
        6 => reader.ReadSingle(),
        7 => reader.ReadBoolean(),
        8 => ReadText(reader),
        9 => ReadList(reader, reader.ReadUInt32(), reader.ReadUInt64()),
        10 => reader.ReadUInt64(),
        11 => reader.ReadInt64(),
        _ => reader.ReadDouble(),
    };

    private static object[] ReadList(BinaryReader reader, uint type, ulong count)
    {
        var list = new object[count];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = ReadValue(reader, type);
        }

        return list;
    }

    private static string ReadText(BinaryReader reader) => Encoding.UTF8.GetString(reader.ReadBytes((int)reader.ReadUInt64()));
}
