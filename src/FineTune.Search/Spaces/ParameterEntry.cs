using System.Collections.Immutable;
using System.Text.Json;

namespace FineTune.Search.Spaces;

/// <summary>Turns one entry of a study's searchSpace into a parameter, with the default's kind of number.</summary>
internal sealed class ParameterEntry
{
    /// <summary>Below the largest 64-bit integer, which a double does not hold exactly.</summary>
    private const double LargestInteger = 9e18;

    private readonly JsonElement _element;
    private readonly Parameter _default;
    private readonly Parameter _known;
    private readonly string _pointer;
    private readonly List<SearchProblem> _problems;

    private ParameterEntry(JsonElement element, Parameter defaultParameter, Parameter known, string pointer, List<SearchProblem> problems)
    {
        _element = element;
        _default = defaultParameter;
        _known = known;
        _pointer = pointer;
        _problems = problems;
    }

    private bool IsInteger => _default is IntegerParameter
        || (_default is FixedParameter { Value.Kind: ParameterKind.Integer })
        || (_default is CategoricalParameter categorical && categorical.Choices.All(choice => choice.Kind == ParameterKind.Integer));

    private bool IsFloat => _default is FloatParameter
        || (_default is FixedParameter { Value.Kind: ParameterKind.Float })
        || (_default is CategoricalParameter categorical && categorical.Choices.All(choice => choice.IsNumber) && !IsInteger);

    /// <summary>The parameter, or null after adding at least one problem.</summary>
    /// <param name="element">The entry.</param>
    /// <param name="defaultParameter">What it replaces.</param>
    /// <param name="known">The hyperparameter with all its words; null where the default has them.</param>
    /// <param name="pointer">Where the entry stands.</param>
    /// <param name="fields">The fields that an entry may have.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static Parameter? Read(JsonElement element, Parameter defaultParameter, Parameter? known, string pointer, string[] fields, List<SearchProblem> problems)
    {
        var before = problems.Count;
        var reader = new ParameterEntry(element, defaultParameter, known ?? defaultParameter, pointer, problems);
        var parameter = element.ValueKind == JsonValueKind.Object ? reader.ReadObject(fields) : reader.ReadFixed(element, pointer);
        return problems.Count > before ? null : parameter;
    }

    private Parameter? ReadObject(string[] fields)
    {
        foreach (var property in _element.EnumerateObject())
        {
            if (!fields.Contains(property.Name))
            {
                Add($"{_pointer}/{JsonPointer.Escape(property.Name)}", $"There is no field '{property.Name}'.", $"Use some of: {string.Join(", ", fields)}.");
            }
        }

        Parameter? parameter = _element.TryGetProperty("choices", out var choices) ? ReadChoices(choices)
            : _element.TryGetProperty("value", out var value) ? ReadFixed(value, _pointer + "/value")
            : Has("low") || Has("high") || Has("log") || Has("step") ? ReadRange()
            : Has("when") || Has("prior") ? _default
            : Empty();
        parameter = parameter is not null && _element.TryGetProperty("when", out var when) ? parameter with { When = ReadCondition(when) } : parameter;
        return parameter is not null && _element.TryGetProperty("prior", out var prior) ? parameter with { Prior = ReadPrior(prior) } : parameter;
    }

    private ParameterPrior? ReadPrior(JsonElement prior)
    {
        if (prior.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (prior.ValueKind != JsonValueKind.Object || !prior.TryGetProperty("center", out var center)
            || prior.EnumerateObject().Any(field => field.Name is not ("center" or "spread" or "trials") || (field.Name != "center" && field.Value.ValueKind != JsonValueKind.Number)))
        {
            Add(_pointer + "/prior", "A prior says a center, and perhaps a spread and trials as numbers.", "Give an object such as {\"center\": 3e-5, \"spread\": 0.2, \"trials\": 10}.");
            return null;
        }

        return Value(center, _pointer + "/prior/center") is { } value
            ? new ParameterPrior(value, Part("spread", 0.2), Part("trials", 10))
            : null;

        double Part(string field, double otherwise) => prior.TryGetProperty(field, out var number) ? number.GetDouble() : otherwise;
    }

    private Parameter? Empty()
    {
        Add(_pointer, "The entry says nothing.", "Give a fixed value, low and high, or choices.");
        return null;
    }

    private CategoricalParameter? ReadChoices(JsonElement choices)
    {
        if (choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)
        {
            Add(_pointer + "/choices", "The choices are no list with at least one value.", "Give a list such as [8, 16, 32].");
            return null;
        }

        var values = choices.EnumerateArray().Select((choice, i) => Value(choice, $"{_pointer}/choices/{i}")).ToImmutableArray();
        return values.Any(value => value is null) ? null : new CategoricalParameter(_default.Name, [.. values.Select(value => value!.Value)]) { When = _default.When };
    }

    private FixedParameter? ReadFixed(JsonElement element, string pointer) =>
        Value(element, pointer) is { } value ? new FixedParameter(_default.Name, value) { When = _default.When } : null;

    private Parameter? ReadRange()
    {
        if (!IsInteger && !IsFloat)
        {
            Add(_pointer, $"'{_default.Name}' is no number.", "Give a fixed value or choices.");
            return null;
        }

        var low = Number("low", _default switch { FloatParameter real => real.Low, IntegerParameter whole => whole.Low, _ => null });
        var high = Number("high", _default switch { FloatParameter real => real.High, IntegerParameter whole => whole.High, _ => null });
        var log = Flag("log", _default is FloatParameter { Log: true } or IntegerParameter { Log: true } && low > 0 && !Has("step"));
        var step = Number("step", log ? null : _default switch { FloatParameter real => real.Step, IntegerParameter whole => whole.Step, _ => null }, optional: true);
        if (low is null || high is null)
        {
            return null;
        }

        return IsInteger
            ? new IntegerParameter(_default.Name, (long)low, (long)high, log, (long)(step ?? 1)) { When = _default.When }
            : new FloatParameter(_default.Name, low.Value, high.Value, log, step) { When = _default.When };
    }

    private Condition? ReadCondition(JsonElement when)
    {
        if (when.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (when.ValueKind != JsonValueKind.Object || when.EnumerateObject().Count() != 1)
        {
            Add(_pointer + "/when", "A condition names one parent.", "Give an object such as {\"schedule\": [\"cosine\"]}.");
            return null;
        }

        var parent = when.EnumerateObject().First();
        var list = parent.Value.ValueKind == JsonValueKind.Array ? parent.Value.EnumerateArray().ToArray() : [parent.Value];
        var values = list.Select(ParameterValueJsonConverter.FromElement).ToArray();
        if (values.Any(value => value is null))
        {
            Add($"{_pointer}/when/{JsonPointer.Escape(parent.Name)}", "The values of a condition are numbers, texts, true or false.", "Give a list of the parent's values.");
            return null;
        }

        return new Condition(parent.Name, [.. values.Select(value => value!.Value)]);
    }

    private ParameterValue? Value(JsonElement element, string pointer)
    {
        var value = ParameterValueJsonConverter.FromElement(element);
        if (value is not { } known)
        {
            Add(pointer, "The value is no number, text, true or false.", "Give a plain value.");
            return null;
        }

        if (IsInteger && !(known.IsNumber && double.IsInteger(known.AsDouble()) && Math.Abs(known.AsDouble()) < LargestInteger))
        {
            Add(pointer, $"'{_default.Name}' is a whole number, not {known}.", "Give a whole number.");
            return null;
        }

        if (IsFloat && !known.IsNumber)
        {
            Add(pointer, $"'{_default.Name}' is a number, not {known}.", "Give a number.");
            return null;
        }

        return ChoiceProblem(known) is { } problem && Report(pointer, problem) ? null
            : IsFloat ? ParameterValue.Of(known.AsDouble())
            : IsInteger ? ParameterValue.Of(known.AsInteger())
            : known;
    }

    /// <summary>A text default with a list of choices is a closed set: other words are unknown to the trainer.</summary>
    private string? ChoiceProblem(ParameterValue value) =>
        _known is CategoricalParameter categorical && !categorical.Choices.All(choice => choice.IsNumber) && !categorical.Contains(value)
            ? $"'{_default.Name}' cannot be {value}; it is one of {string.Join(", ", categorical.Choices)}."
            : null;

    private bool Report(string pointer, string message)
    {
        Add(pointer, message, "Use one of the known values.");
        return true;
    }

    private double? Number(string field, double? otherwise, bool optional = false)
    {
        if (!_element.TryGetProperty(field, out var element) || (optional && element.ValueKind == JsonValueKind.Null))
        {
            if (otherwise is null && !optional)
            {
                Add($"{_pointer}/{field}", $"There is no {field}.", "Give both low and high.");
            }

            return otherwise;
        }

        if (element.ValueKind != JsonValueKind.Number || (IsInteger && (!double.IsInteger(element.GetDouble()) || Math.Abs(element.GetDouble()) > 9e15)))
        {
            Add($"{_pointer}/{field}", IsInteger ? $"{field} is no whole number." : $"{field} is no number.", IsInteger ? "Give a whole number." : "Give a number.");
            return null;
        }

        return element.GetDouble();
    }

    private bool Flag(string field, bool otherwise)
    {
        if (!_element.TryGetProperty(field, out var element))
        {
            return otherwise;
        }

        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        Add($"{_pointer}/{field}", $"{field} is neither true nor false.", "Give true or false.");
        return false;
    }

    private bool Has(string field) => _element.TryGetProperty(field, out _);

    private void Add(string pointer, string message, string remedy) => _problems.Add(new SearchProblem(pointer, message, remedy));
}
