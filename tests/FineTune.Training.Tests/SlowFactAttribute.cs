using System.Runtime.CompilerServices;

namespace FineTune.Training.Tests;

/// <summary>A test of the slow tier: skipped unless FINETUNE_SLOW_TESTS is 1, as <c>./finetune test --slow</c> sets it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SlowFactAttribute : FactAttribute
{
    public SlowFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (Environment.GetEnvironmentVariable("FINETUNE_SLOW_TESTS") != "1")
        {
            Skip = "Slow tier: run ./finetune test --slow.";
        }
    }
}
