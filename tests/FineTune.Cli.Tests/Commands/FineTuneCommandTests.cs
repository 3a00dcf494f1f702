using System.Diagnostics;

namespace FineTune.Cli.Tests.Commands;

/// <summary>The built command as a user runs it: exit codes and one-line errors.</summary>
public sealed class FineTuneCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("finetune-cli-").FullName;

    [Fact]
    public void Help_lists_the_commands()
    {
        var (code, output, _) = Run("--help");
        Assert.Equal(0, code);
        Assert.All(new[] { "up", "down", "start", "list", "status", "watch", "stop", "best", "download", "export", "model" }, name => Assert.Contains($"  {name} ", output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'frobnicate'", "frobnicate")]
    [InlineData("is no http or https address", "list", "--address", "ftp://nowhere")]
    [InlineData("has no config.json", "model", "add", "m", ".", "--address", "http://127.0.0.1:9")]
    [InlineData("there is no file absent.json", "start", "--study", "absent.json", "--address", "http://127.0.0.1:9")]
    public void A_users_mistake_is_one_line_and_exit_code_2(string expected, params string[] arguments)
    {
        var (code, _, error) = Run(arguments);
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_app_that_does_not_answer_is_one_line_and_exit_code_1()
    {
        var (code, _, error) = Run("list", "--address", "http://127.0.0.1:9");
        Assert.Equal(1, code);
        Assert.Contains("start it with `finetune up`", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_study_file_that_is_no_json_is_named()
    {
        var file = Path.Combine(_folder, "study.json");
        File.WriteAllText(file, "{ \"budget\": ");
        var (code, _, error) = Run("start", "--study", file, "--address", "http://127.0.0.1:9");
        Assert.Equal(2, code);
        Assert.Contains($"{file} is no JSON", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "finetune"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
