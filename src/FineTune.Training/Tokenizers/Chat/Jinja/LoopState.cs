namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary><c>loop</c> within a for block: where the loop stands.</summary>
internal sealed class LoopState(IReadOnlyList<object?> items, int depth)
{
    private object? _changed = new Undefined("changed");

    /// <summary>The place of the current item, from 0.</summary>
    public int Place { get; set; }

    /// <summary>How many loops stand around this one.</summary>
    public int Depth { get; } = depth;

    /// <summary>An attribute of <c>loop</c>.</summary>
    public object? Attribute(string name) => name switch
    {
        "index" => Place + 1L,
        "index0" => (long)Place,
        "revindex" => (long)items.Count - Place,
        "revindex0" => (long)items.Count - Place - 1,
        "first" => Place == 0,
        "last" => Place == items.Count - 1,
        "length" => (long)items.Count,
        "depth" => Depth + 1L,
        "depth0" => (long)Depth,
        "previtem" => Place > 0 ? items[Place - 1] : new Undefined("loop.previtem"),
        "nextitem" => Place + 1 < items.Count ? items[Place + 1] : new Undefined("loop.nextitem"),
        "cycle" => (Callable)((rendering, arguments) => arguments.Positional.Count > 0 ? arguments.Positional[Place % arguments.Positional.Count] : throw rendering.Problem("loop.cycle needs values.")),
        "changed" => (Callable)((rendering, arguments) => HasChanged(rendering, arguments)),
        _ => new Undefined($"loop.{name}"),
    };

    private bool HasChanged(Rendering rendering, Arguments arguments)
    {
        object? now = arguments.Positional.ToArray();
        var changed = !Values.AreEqual(rendering, _changed, now);
        _changed = now;
        return changed;
    }
}
