using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>One function: its method, its trigger and the parameters to bind.</summary>
internal sealed class FunctionDescriptor : FunctionDefinition
{
    private static readonly Dictionary<Type, TriggerKind> Kinds = new()
    {
        [typeof(HttpTriggerAttribute)] = TriggerKind.Http,
        [typeof(BlobTriggerAttribute)] = TriggerKind.Blob,
        [typeof(TimerTriggerAttribute)] = TriggerKind.Timer,
        [typeof(OrchestrationTriggerAttribute)] = TriggerKind.Orchestration,
        [typeof(ActivityTriggerAttribute)] = TriggerKind.Activity,
    };

    private FunctionDescriptor(string name, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger, TriggerKind kind)
    {
        Name = name;
        Method = method;
        TriggerParameter = triggerParameter;
        Trigger = trigger;
        Kind = kind;
        Retry = method.GetCustomAttribute<RetryAttribute>();
        MethodParameters = method.GetParameters();
        Parameters = [.. MethodParameters.Select(Describe)];
        InputBindings = MethodParameters
            .Select(parameter => (parameter, attribute: parameter.GetCustomAttribute<BindingAttribute>()))
            .Where(pair => pair.attribute is not null)
            .ToImmutableDictionary(
                pair => pair.parameter.Name!,
                pair => (BindingMetadata)new ParameterBinding(pair.parameter.Name!, BindingName(pair.attribute!), BindingDirection.In));
    }

    public override string Name { get; }

    public override string Id => StableHash.Of(Name).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The id under which receipts, schedules and logs know the function.</summary>
    public string FullId => $"Host.Functions.{Name}";

    public MethodInfo Method { get; }

    public ParameterInfo[] MethodParameters { get; }

    public ParameterInfo TriggerParameter { get; }

    public TriggerBindingAttribute Trigger { get; }

    public TriggerKind Kind { get; }

    public RetryAttribute? Retry { get; }

    public override string PathToAssembly => Method.Module.FullyQualifiedName;

    public override string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = ImmutableDictionary<string, BindingMetadata>.Empty;

    /// <summary>The trigger as <c>func</c> lists it, such as <c>httpTrigger</c>.</summary>
    public string TriggerName => BindingName(Trigger);

    public static FunctionDescriptor Create(MethodInfo method, FunctionAttribute function)
    {
        var place = $"{method.DeclaringType!.FullName}.{method.Name}";
        if (!FunctionName.IsValid(function.Name))
        {
            throw new HostConfigurationException(
                $"{place}: the function name \"{function.Name}\" must start with a letter and have letters, digits, '-' and '_' only (at most 127).");
        }

        var triggers = method.GetParameters()
            .Select(parameter => (parameter, trigger: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(pair => pair.trigger is not null)
            .ToArray();
        if (triggers is not [var (parameter, trigger)])
        {
            throw new HostConfigurationException($"{place}: a function needs exactly one trigger; {triggers.Length} found.");
        }

        return Kinds.TryGetValue(trigger!.GetType(), out var kind)
            ? new FunctionDescriptor(function.Name, method, parameter, trigger, kind)
            : throw new HostConfigurationException($"{place}: the local host does not know the trigger {trigger.GetType().Name}.");
    }

    private static FunctionParameter Describe(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<BindingAttribute>() is { } attribute
            ? new FunctionParameter(parameter.Name!, parameter.ParameterType, ImmutableDictionary<string, object>.Empty.Add("bindingAttribute", attribute))
            : new FunctionParameter(parameter.Name!, parameter.ParameterType);

    private static string BindingName(BindingAttribute attribute)
    {
        var name = attribute.GetType().Name;
        return char.ToLowerInvariant(name[0]) + name[1..^"Attribute".Length];
    }
}
