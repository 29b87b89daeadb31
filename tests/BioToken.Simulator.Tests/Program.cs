namespace BioToken.Simulator.Tests;

internal static class Program
{
    private static int Main(string[] args)
        => args is ["--child", .. string[] rest]
            ? ChildProcess.Run(rest)
            : Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).GetAwaiter().GetResult();
}
