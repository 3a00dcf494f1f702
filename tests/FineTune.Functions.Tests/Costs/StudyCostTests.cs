using System.Globalization;
using FineTune.Functions.Costs;

namespace FineTune.Functions.Tests.Costs;

public sealed class StudyCostTests
{
    [Fact]
    public void The_example_of_the_page_is_what_the_formula_gives()
    {
        var page = Rows();
        var rates = new CostRates { DeviceHour = page["device hour"], StorageGibMonth = page["GiB month"], MillionActions = page["million actions"] };
        var actions = StudyCost.Actions((int)page["decisions"], (int)page["segments"]);
        var cost = StudyCost.Of(rates, page["device seconds"], page["GiB kept"] * page["months kept"], actions);
        Assert.Equal(page["device"], cost.Device, 4);
        Assert.Equal(page["storage"], cost.Storage, 4);
        Assert.Equal(page["scheduler"], cost.Scheduler, 4);
        Assert.Equal(page["total"], cost.Total, 4);
    }

    [Fact]
    public void Without_rates_a_study_costs_nothing() => Assert.Equal(0, StudyCost.Of(new CostRates(), 1e6, 1e3, 1e6).Total);

    /// <summary>The rows of the page whose second cell is a number.</summary>
    private static Dictionary<string, double> Rows()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
        {
            folder = folder.Parent!;
        }

        return File.ReadLines(Path.Combine(folder.FullName, "docs", "cost.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 4 && double.TryParse(cells[2], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            .ToDictionary(cells => cells[1], cells => double.Parse(cells[2], CultureInfo.InvariantCulture));
    }
}
