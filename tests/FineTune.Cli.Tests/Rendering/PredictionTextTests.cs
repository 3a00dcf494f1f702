using System.Text.Json;
using FineTune.Cli.Rendering;
using FineTune.Training;

namespace FineTune.Cli.Tests.Rendering;

/// <summary>What <c>finetune predict</c> prints for each kind of answer.</summary>
public sealed class PredictionTextTests
{
    [Fact]
    public void A_class_is_shown_with_the_likeliest_three()
    {
        var answer = PredictionText.OfClasses([("text", "häh?")], ["a", "b", "c", "d"], new ClassPrediction("c", [0.1, 0.2, 0.65, 0.05]));
        Assert.Equal("c                    c 65.0 %, b 20.0 %, a 10.0 %   \"häh?\"", answer.Line);
        var json = JsonElement.Parse(answer.Json);
        Assert.Equal(("häh?", "c", 0.05), (json.GetProperty("text").GetString(), json.GetProperty("label").GetString(), json.GetProperty("probabilities").GetProperty("d").GetDouble()));
    }

    [Fact]
    public void No_label_of_several_is_said_and_not_left_blank() =>
        Assert.StartsWith("(none)", PredictionText.OfClasses([("text", "x")], ["a", "b"], new ClassPrediction("", [0.1, 0.2])).Line, StringComparison.Ordinal);

    [Fact]
    public void A_number_is_a_number_and_no_percentage()
    {
        var answer = PredictionText.OfNumber([("text", "x"), ("text_pair", "y")], new ClassPrediction("3.25", [3.25]));
        Assert.Equal("3.25                 \"x\" / \"y\"", answer.Line);
        Assert.Equal("""{"text":"x","text_pair":"y","value":3.25}""", answer.Json);
    }

    [Fact]
    public void Entities_are_shown_with_their_types_and_places()
    {
        var answer = PredictionText.OfSpans("Ada in London", [new TaggedSpan("PER", "Ada", 0, 3, 0.9), new TaggedSpan("LOC", "London", 7, 13, 0.8)]);
        Assert.Equal("Ada PER 90.0 %, London LOC 80.0 %   \"Ada in London\"", answer.Line);
        Assert.Equal(
            """{"text":"Ada in London","entities":[{"entity_group":"PER","score":0.9,"word":"Ada","start":0,"end":3},{"entity_group":"LOC","score":0.8,"word":"London","start":7,"end":13}]}""",
            answer.Json);
        Assert.StartsWith("(none)", PredictionText.OfSpans("x", []).Line, StringComparison.Ordinal);
    }
}
