namespace BioToken.Simulator.Native.Tests.Library;

public sealed class ArgumentTests
{
    [Fact]
    public void Bad_pointers_and_lengths_are_refused_by_every_function()
    {
        using TokenDirectory tokens = new();
        NativeProgram.Pass("arguments", tokens.Path);
    }

    [Fact]
    public void Bad_pointers_and_lengths_disturb_no_sanitizer()
    {
        const string NotBuilt = "The library with sanitizers is not built: run eng/build-native.sh --asan first.";
        Assert.SkipWhen(SimulatorLibrary.SanitizedPath is null, NotBuilt);
        using TokenDirectory tokens = new();
        // .NET handles null references through SIGSEGV, and memory that it keeps until the process ends is not a leak.
        KeyValuePair<string, string?>[] options =
            [new("ASAN_OPTIONS", "detect_leaks=0:handle_segv=0"), new("UBSAN_OPTIONS", "halt_on_error=1")];
        NativeProgram.AssertPassed(NativeProgram.Run("arguments-asan", tokens.Path, SimulatorLibrary.SanitizedPath!, options));
    }
}
