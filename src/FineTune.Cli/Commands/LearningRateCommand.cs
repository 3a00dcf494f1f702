using System.CommandLine;
using System.Globalization;
using FineTune.Training;
using FineTune.Training.Datasets;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune lr-find</c>: the learning-rate range test on a local model and dataset.</summary>
public static class LearningRateCommand
{
    private const int BarWidth = 40;

    private static readonly Argument<string> Model = new("model") { Description = "The model's folder." };
    private static readonly Argument<string> Dataset = new("dataset") { Description = "The dataset's folder, with train.csv or train.jsonl." };
    private static readonly Option<double> Lowest = new("--from") { Description = "The first rate.", DefaultValueFactory = _ => 1e-7 };
    private static readonly Option<double> Highest = new("--to") { Description = "The last rate.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Steps = new("--steps") { Description = "Updates at most.", DefaultValueFactory = _ => 100 };
    private static readonly Option<int> Batch = new("--batch") { Description = "Rows of each update; 0 takes the family's recommendation.", DefaultValueFactory = _ => 0 };
    private static readonly Option<int> Threads = new("--threads") { Description = "CPU threads; 0 takes all cores.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string> Device = new("--device") { Description = "auto, cpu or cuda.", DefaultValueFactory = _ => "auto" };

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("lr-find", "Raises the learning rate over a few updates and proposes where to search.") { Model, Dataset, Lowest, Highest, Steps, Batch, Threads, Device };
        command.SetAction((result, cancel) => Task.Run(() => Run(result, cancel), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult result, CancellationToken cancel)
    {
        var work = Directory.CreateTempSubdirectory("finetune-lr-find");
        try
        {
            var model = result.GetValue(Model)!;
            var dataset = DatasetPreparation.Prepare(result.GetValue(Dataset)!, model, new DatasetOptions(), work.FullName, cancel);
            var recommended = RecommendedDefaults.For(model).Hyperparameters;
            var request = new SegmentRequest
            {
                ModelFolder = model,
                Dataset = dataset,
                Hyperparameters = recommended with { BatchSize = result.GetValue(Batch) > 0 ? result.GetValue(Batch) : recommended.BatchSize },
                Seed = 0,
                ToEpoch = 1,
                OutputFolder = work.FullName,
                Threads = result.GetValue(Threads),
                Device = result.GetValue(Device)!,
            };
            Write(result.InvocationConfiguration.Output, LearningRateRangeTest.Run(request, result.GetValue(Lowest), result.GetValue(Highest), result.GetValue(Steps), cancel));
            return 0;
        }
        catch (InvalidInputException problem)
        {
            throw new CommandFailedException(problem.Message);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static void Write(TextWriter output, RateSweep sweep)
    {
        var most = sweep.Points.Count == 0 ? 1 : sweep.Points.Max(p => p.SmoothedLoss);
        foreach (var point in sweep.Points)
        {
            var bar = new string('#', (int)Math.Clamp(BarWidth * point.SmoothedLoss / most, 0, BarWidth));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{point.LearningRate,8:0.0e+0}  {point.SmoothedLoss,8:0.0000}  {bar}"));
        }

        if (double.IsNaN(sweep.Valley))
        {
            output.WriteLine("the loss fell nowhere: widen the range with --from and --to, or look at the data");
            return;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"valley {sweep.Valley:0.0e+0}, steepest {sweep.Steepest:0.0e+0}, highest {sweep.Highest:0.0e+0}: search from {sweep.Valley / 5:0.0e+0} to {Math.Max(sweep.Highest, sweep.Valley):0.0e+0}"));
    }
}
