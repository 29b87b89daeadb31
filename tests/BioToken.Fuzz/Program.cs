using Xunit.MicrosoftTestingPlatform;

namespace BioToken.Fuzz;

/// <summary>The entry point for the tests, for eng/fuzz.sh and for the build.</summary>
internal static class Program
{
    private static int Main(string[] args) => args switch
    {
        ["--instrument"] => Instrumentation.Run(AppContext.BaseDirectory),
        ["--fuzz", string target, string seconds] => FuzzCommand.Fuzz(target, seconds),
        ["--replay", string target, string file] => FuzzCommand.Replay(target, file),
        ["--keep", string target, string seconds] => FuzzCommand.Keep(target, seconds),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).GetAwaiter().GetResult(),
    };
}
