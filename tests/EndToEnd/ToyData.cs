using System.Globalization;
using System.Text;

namespace FineTune.EndToEnd;

/// <summary>A small dataset that can be learned: the label follows from one word of the text.</summary>
internal static class ToyData
{
    private static readonly (string Label, string[] Words)[] Classes =
    [
        ("billing", ["invoice", "refund", "charge", "payment"]),
        ("shipping", ["parcel", "courier", "tracking", "delivery"]),
        ("account", ["password", "login", "profile", "email"]),
    ];

    private static readonly string[] Fillers = ["please", "help", "me", "with", "the", "my", "today", "again", "still", "about", "question", "problem"];

    /// <summary>Texts with labels, always the same.</summary>
    public static IEnumerable<(string Text, string Label)> Rows(int count)
    {
        var random = new Random(7);
        for (var i = 0; i < count; i++)
        {
            var (label, words) = Classes[i % Classes.Length];
            var text = Enumerable.Range(0, 6).Select(_ => Fillers[random.Next(Fillers.Length)]).ToList();
            text[random.Next(text.Count)] = words[random.Next(words.Length)];
            yield return (string.Join(' ', text), label);
        }
    }

    /// <summary>The rows as CSV.</summary>
    public static string Csv(int count)
    {
        var csv = new StringBuilder("text,label\n");
        foreach (var (text, label) in Rows(count))
        {
            csv.Append(CultureInfo.InvariantCulture, $"{text},{label}\n");
        }

        return csv.ToString();
    }
}
