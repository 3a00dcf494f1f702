using FineTune.Search.Bench;
using FineTune.Search.Bench.Batches;
using FineTune.Search.Bench.Curves;
using FineTune.Search.Bench.Overhead;
using FineTune.Search.Bench.Problems;
using FineTune.Search.Bench.Trials;

var options = new Arguments(args);
switch (options.Command)
{
    case "check":
        return ProblemSuite.Check() == 0 ? 0 : 1;
    case "trials":
        QualityPerTrial.Run(options.List("samplers", "auto"), options.List("problems", ""), options.Number("trials", 100), options.Number("seeds", 20), options.Number("workers", 1), options.Number("threads", Environment.ProcessorCount), options.Number("first", 0));
        return 0;
    case "epochs":
        QualityPerEpoch.Run(options.List("planners", "auto"), options.List("tasks", ""), options.Number("seeds", 10), options.Number("workers", 4), options.Number("full", 50), options.Number("threads", Environment.ProcessorCount), options.Number("first", 0));
        return 0;
    case "overhead":
        SuggestionOverhead.Run(options.List("samplers", "tpe,gp"), options.Numbers("parameters", "7,40"), options.Numbers("finished", "10,100,300,1000,10000"), options.Text("python", "/usr/bin/python3"));
        return 0;
    case "parallel":
        MixtureExperiment.Run(options.List("samplers", "tpe,tpe-no-liar,auto,random"), options.Number("seeds", 100), options.Number("trials", 240), options.Number("threads", Environment.ProcessorCount));
        return 0;
    default:
        Console.WriteLine("usage: FineTune.Search.Bench check | trials [--samplers auto,tpe] [--problems yahpo,hartmann6] [--trials 100] [--seeds 20] [--workers 1] [--first 0] [--threads 2] | overhead [--samplers tpe,gp] [--parameters 7,40] [--finished 10,100,1000,10000] [--python /usr/bin/python3] | parallel [--samplers tpe,auto] [--seeds 100] | epochs [--planners auto,tpe-4,random-3] [--tasks yahpo] [--seeds 10] [--workers 4] [--first 0] [--full 50]");
        return 2;
}
