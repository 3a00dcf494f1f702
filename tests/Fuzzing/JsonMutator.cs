using System.Text;
using System.Text.Json.Nodes;

namespace FineTune.Testing.Fuzzing;

/// <summary>Puts wrong values into a JSON document that stays JSON, so that the reader's own checks are reached and not only the parser's.</summary>
internal static class JsonMutator
{
    private const int OneInBytes = 6;

    private static readonly string[] Values =
    [
        "null", "true", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"", "\"../../etc/passwd\"", "\"(a+)+$\"", "\"[\"", "0", "1", "-1", "2147483647", "2147483648", "-2147483648",
        "9223372036854775807", "18446744073709551616", "1e999", "-1e999", "1e-320", "0.5", "3.0000000001", "[]", "{}", "[null]", "[[]]", "[1,2]", "[\"a\",1]", "{\"type\":\"Sequence\"}", "{\"a\":{\"b\":[1]}}",
    ];

    /// <summary>A document with one to four wrong places; one in six is damaged as bytes besides.</summary>
    /// <param name="json">A sound document.</param>
    /// <param name="random">Decides where and how.</param>
    public static byte[] Mutate(string json, Random random)
    {
        var root = JsonNode.Parse(json)!;
        for (var steps = 1 + random.Next(4); steps > 0; steps--)
        {
            root = Step(root, random);
        }

        var bytes = Encoding.UTF8.GetBytes(Restore(root.ToJsonString()));
        return random.Next(OneInBytes) == 0 ? ByteMutator.Mutate(bytes, random) : bytes;
    }

    private static JsonNode Step(JsonNode root, Random random)
    {
        var places = new List<JsonNode>();
        Collect(root, places);
        if (places.Count == 0)
        {
            return JsonNode.Parse("{}")!;
        }

        var place = places[random.Next(places.Count)];
        var value = random.Next(8) switch
        {
            0 => Deep(1 + random.Next(90)),
            1 => JsonValue.Create(new string((char)('a' + random.Next(26)), 1 + random.Next(5000))),
            2 => places[random.Next(places.Count)].DeepClone(),
            // Values that JSON allows and its writer refuses travel as marked texts.
            _ => (JsonNode)JsonValue.Create("\uE000" + Values[random.Next(Values.Length)] + "\uE001")!,
        };
        if (place.Parent is JsonObject holder)
        {
            var name = place.GetPropertyName();
            _ = random.Next(4) == 0 ? holder.Remove(name) : true;
            holder[random.Next(8) == 0 ? name + "x" : name] = value;
        }
        else if (place.Parent is JsonArray list)
        {
            list[place.GetElementIndex()] = value;
        }

        return root;
    }

    private static void Collect(JsonNode? node, List<JsonNode> places)
    {
        if (node is null)
        {
            return;
        }

        if (node.Parent is not null)
        {
            places.Add(node);
        }

        foreach (var child in node switch { JsonObject map => map.Select(pair => pair.Value), JsonArray list => list, _ => Enumerable.Empty<JsonNode?>() })
        {
            Collect(child, places);
        }
    }

    private static JsonNode Deep(int levels)
    {
        JsonNode node = JsonValue.Create(1);
        for (var level = 0; level < levels; level++)
        {
            node = level % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        }

        return node;
    }

    /// <summary>Takes the marks off, and the escapes that the writer put into the marked texts.</summary>
    private static string Restore(string json)
    {
        var text = new StringBuilder();
        const string Open = "\"\\uE000", Close = "\\uE001\"";
        for (var at = 0; at < json.Length;)
        {
            var open = json.IndexOf(Open, at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : json.IndexOf(Close, open, StringComparison.Ordinal);
            if (close < 0)
            {
                text.Append(json, at, json.Length - at);
                break;
            }

            text.Append(json, at, open - at);
            text.Append(System.Text.Json.JsonSerializer.Deserialize<string>("\"" + json[(open + Open.Length)..close] + "\""));
            at = close + Close.Length;
        }

        return text.ToString();
    }
}
