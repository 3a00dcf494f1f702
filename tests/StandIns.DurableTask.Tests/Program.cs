using StandIns.DurableTask.Tests;
using Xunit.Runner.InProc.SystemConsole;

return args is [WorkerProcess.Word, var path]
    ? await WorkerProcess.WorkAsync(path)
    : await ConsoleRunner.Run(args);
