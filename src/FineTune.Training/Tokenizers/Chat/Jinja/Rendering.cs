using System.Text;

namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>
/// One run of a template: its names, its output, and its limits. A template comes with a model from anywhere, so the
/// steps, the text it makes and its depth are bounded; whatever it does, it ends and stays small.
/// </summary>
internal sealed class Rendering(Scope scope, TimeProvider time)
{
    /// <summary>Most steps, where a step is a part of the template that is run, or a character or item that is made.</summary>
    public const int MaxSteps = 20_000_000;

    /// <summary>Most expressions, statements and calls that run within one another.</summary>
    public const int MaxDepth = 500;

    private long _steps;
    private int _depth;

    /// <summary>The names in force.</summary>
    public Scope Scope { get; set; } = scope;

    /// <summary>The clock of <c>strftime_now</c>.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>What has been written.</summary>
    public StringBuilder Output { get; private set; } = new();

    /// <summary>The stretches of <see cref="Output"/> within generation blocks.</summary>
    public List<CompletionSpan> Generated { get; private set; } = [];

    /// <summary>The line that is being run.</summary>
    public int Line { get; set; } = 1;

    /// <summary>Counts work; past the limit the run ends.</summary>
    public void Spend(long steps = 1)
    {
        _steps += steps;
        if (_steps > MaxSteps)
        {
            throw Problem($"It takes more than {MaxSteps} steps; it does not seem to end.");
        }
    }

    /// <summary>Counts the making of a text, and gives it back.</summary>
    public string Made(string text)
    {
        Spend(text.Length);
        return text;
    }

    /// <summary>Counts the making of a list, and gives it back.</summary>
    public List<object?> Made(IEnumerable<object?> items)
    {
        var list = new List<object?>();
        foreach (var item in items)
        {
            Spend();
            list.Add(item);
        }

        return list;
    }

    /// <summary>Writes text.</summary>
    public void Write(string text)
    {
        Spend(text.Length);
        Output.Append(text);
    }

    /// <summary>Goes one deeper.</summary>
    public void Deepen()
    {
        if (++_depth > MaxDepth)
        {
            throw Problem($"More than {MaxDepth} calls and values stand within one another.");
        }
    }

    /// <summary>Comes back up.</summary>
    public void Rise() => _depth--;

    /// <summary>What a part writes, instead of writing it.</summary>
    public string Capture(Action part)
    {
        var (output, generated) = (Output, Generated);
        (Output, Generated) = (new StringBuilder(), []);
        try
        {
            part();
            return Output.ToString();
        }
        finally
        {
            (Output, Generated) = (output, generated);
        }
    }

    /// <summary>A problem at the current line.</summary>
    public ChatTemplateException Problem(string what) => new(Line, what);
}
