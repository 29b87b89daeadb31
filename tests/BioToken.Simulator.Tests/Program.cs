using Xunit.MicrosoftTestingPlatform;

namespace BioToken.Simulator.Tests;

internal static class Program
{
    private static int Main(string[] args)
        => args is ["--child", .. string[] rest]
            ? ChildProcess.Run(rest)
            : TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).GetAwaiter().GetResult();
}
