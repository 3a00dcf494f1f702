using FineTune.Cli.Local;
using FineTune.Cli.Packages;

namespace FineTune.Cli.Tests.Packages;

public sealed class PackageReportTests
{
    [Fact]
    public void The_list_is_the_labelled_group_of_the_central_file()
    {
        var packages = RealPackageList.Read(Checkout.Find());
        Assert.Contains(packages, package => package.Id == "TorchSharp");
        Assert.Contains(packages, package => package.Id == "Microsoft.Azure.Functions.Worker");
        Assert.DoesNotContain(packages, package => package.Id == "xunit.v3");
    }

    [Fact]
    public async Task The_report_says_the_mode_and_a_line_for_each_package_and_counts_those_that_do_not_restore()
    {
        using var output = new StringWriter();
        var missing = await PackageReport.WriteAsync(
            Checkout.Find(),
            output,
            all: false,
            (package, _) => Task.FromResult(package.Id == "TorchSharp" ? new RestoreOutcome(false, "NU1101: Unable to find package TorchSharp") : new RestoreOutcome(true, "")),
            TestContext.Current.CancellationToken);
        var text = output.ToString();
        Assert.Equal(1, missing);
        Assert.StartsWith("mode       stand-ins (UseStandIns=true)", text, StringComparison.Ordinal);
        Assert.Contains("does not restore NU1101: Unable to find package TorchSharp", text, StringComparison.Ordinal);
        Assert.Contains("not tried: gigabytes", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/tmp/x/trial.csproj : error NU1101: Unable to find package TorchSharp. No packages exist with this id in source(s): nuget.org [/tmp/x/trial.csproj]", "NU1101: Unable to find package TorchSharp. No packages exist with this id in source(s): nuget.org")]
    [InlineData("", "")]
    public void The_first_message_of_nuget_is_its_own_words(string output, string message) => Assert.Equal(message, RestoreTrial.FirstMessage(output));
}
