using System.Text;

namespace FineTune.EndToEnd.Telemetry;

/// <summary>A span as it was sent by OTLP: the fields that tests look at, read from the protocol buffers of ExportTraceServiceRequest.</summary>
/// <param name="Source">The name of the instrumentation scope.</param>
/// <param name="Name">The span's name.</param>
/// <param name="Trace">The trace id in hexadecimal.</param>
/// <param name="Id">The span id in hexadecimal.</param>
/// <param name="Parent">The parent's span id in hexadecimal; empty for none.</param>
internal sealed record SentSpan(string Source, string Name, string Trace, string Id, string Parent)
{
    /// <summary>The spans of one export: resource_spans = 1, scope_spans = 2, scope = 1 with name = 1, spans = 2.</summary>
    public static IReadOnlyList<SentSpan> Read(byte[] export)
    {
        var spans = new List<SentSpan>();
        foreach (var scope in Fields(export).Where(field => field.Number == 1).SelectMany(resource => Fields(resource.Content)).Where(field => field.Number == 2))
        {
            var parts = Fields(scope.Content).ToList();
            var source = Encoding.UTF8.GetString(Field(parts.First(part => part.Number == 1).Content, 1));
            spans.AddRange(parts.Where(part => part.Number == 2).Select(span => new SentSpan(
                source, Encoding.UTF8.GetString(Field(span.Content, 5)), Hex(Field(span.Content, 1)), Hex(Field(span.Content, 2)), Hex(Field(span.Content, 4)))));
        }

        return spans;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static byte[] Field(byte[] message, int number) => Fields(message).FirstOrDefault(field => field.Number == number).Content ?? [];

    /// <summary>The fields of a message that have a length; others are passed over.</summary>
    private static IEnumerable<(int Number, byte[] Content)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            switch (key & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return ((int)(key >> 3), message[at..(at + length)]);
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"wire type {key & 7}");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
