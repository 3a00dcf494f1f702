namespace Microsoft.DurableTask.Engine;

/// <summary>One call of an activity.</summary>
/// <param name="Name">The activity's name.</param>
/// <param name="InstanceId">The orchestration instance that called it.</param>
/// <param name="TaskId">The number of the call within its orchestration.</param>
/// <param name="Version">The version asked for; empty where there is none.</param>
/// <param name="SerializedInput">The input as text.</param>
/// <param name="DeliveryCount">How often this call was handed out, this time included.</param>
/// <param name="Converter">Reads the input.</param>
internal sealed record ActivityInvocation(
    string Name, string InstanceId, int TaskId, string Version, string? SerializedInput, int DeliveryCount, DataConverter Converter)
{
    /// <summary>The input as a type that is known only at run time.</summary>
    public object? GetInput(Type type) => Converter.Deserialize(SerializedInput, type);

    /// <summary>The input.</summary>
    public T? GetInput<T>() => Converter.Deserialize<T>(SerializedInput);

    /// <summary>The call as an activity's context.</summary>
    public TaskActivityContext ToContext() => new Context(this);

    private sealed class Context(ActivityInvocation call) : TaskActivityContext
    {
        public override TaskName Name => call.Name;

        public override string InstanceId => call.InstanceId;

        public override string Version => call.Version;
    }
}
