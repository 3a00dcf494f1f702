using Microsoft.Azure.Functions.Worker;

namespace StandIns.FunctionsWorker.Tests.Configuration;

/// <summary>A function that nothing starts.</summary>
public static class NoTriggers
{
    [Function("Idle")]
    public static void Idle(FunctionContext context) => context.Items.Clear();
}
