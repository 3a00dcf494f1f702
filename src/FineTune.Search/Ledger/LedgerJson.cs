using System.Text;
using System.Text.Json;

namespace FineTune.Search.Ledger;

/// <summary>Writes and reads ledger events as JSON lines with a "type" discriminator.</summary>
public static class LedgerJson
{
    /// <summary>The event as one line, without a line break at its end.</summary>
    public static string Write(LedgerEvent entry) => JsonSerializer.Serialize(entry, SearchJsonContext.Default.LedgerEvent);

    /// <summary>The event of one line.</summary>
    /// <exception cref="JsonException">The line is no ledger event.</exception>
    public static LedgerEvent Read(string line) =>
        JsonSerializer.Deserialize(line, SearchJsonContext.Default.LedgerEvent) ?? throw new JsonException("The ledger line is null.");

    /// <summary>All events of a ledger. What follows the last line break is a torn append and is ignored, unless it is a whole event.</summary>
    /// <exception cref="JsonException">A line before the last is no ledger event; the message names it.</exception>
    public static IReadOnlyList<LedgerEvent> ReadAll(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        var events = new List<LedgerEvent>(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim('\r', ' ', '\uFEFF');
            if (line.Length == 0)
            {
                continue;
            }

            try
            {
                events.Add(Read(line));
            }
            catch (JsonException) when (i == lines.Length - 1)
            {
                return events;
            }
            catch (JsonException problem)
            {
                throw new JsonException($"Line {i + 1} of the ledger is damaged: {problem.Message}", problem);
            }
        }

        return events;
    }

    /// <summary>All events of a ledger in UTF-8; a torn last line is ignored.</summary>
    public static IReadOnlyList<LedgerEvent> ReadAll(ReadOnlySpan<byte> utf8) => ReadAll(Encoding.UTF8.GetString(utf8));
}
