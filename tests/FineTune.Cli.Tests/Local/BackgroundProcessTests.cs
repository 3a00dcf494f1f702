using FineTune.Cli.Local;

namespace FineTune.Cli.Tests.Local;

public sealed class BackgroundProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("finetune-process-").FullName;

    [Fact]
    public void A_process_is_started_found_again_and_stopped()
    {
        var process = Describe();
        process.Start("/bin/sh", ["-c", "echo \"started with $WORD\"; exec sleep 600"], _folder, new Dictionary<string, string> { ["WORD"] = "a b" });
        try
        {
            Assert.True(SpinWait.SpinUntil(() => process.Tail().Contains("started with a b", StringComparison.Ordinal), TimeSpan.FromSeconds(20)));
            Assert.True(Describe().IsRunning);
        }
        finally
        {
            Assert.True(process.Stop());
        }

        Assert.False(Describe().IsRunning);
        Assert.False(Describe().Stop());
    }

    [Fact]
    public void A_missing_program_is_named_with_how_to_install_it()
    {
        var failure = Assert.Throws<CommandFailedException>(() => Describe().Start(Path.Combine(_folder, "absent"), [], _folder, new Dictionary<string, string>()));
        Assert.Contains("absent is missing; run ./finetune", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private BackgroundProcess Describe() => new("the sleeper", Path.Combine(_folder, "pid"), Path.Combine(_folder, "log"));
}
