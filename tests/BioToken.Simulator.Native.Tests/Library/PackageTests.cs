namespace BioToken.Simulator.Native.Tests.Library;

public sealed class PackageTests
{
    [Fact]
    public void A_program_built_for_any_system_finds_the_library_of_the_package_beside_itself()
    {
        Assert.NotNull(NativeProgram.Library);
        using TokenDirectory tokens = new();
        using PackageConsumer consumer = new();
        Assert.Equal(tokens.Token.SerialNumber, consumer.Run(tokens.Path, "build"));
    }

    [Fact]
    public void A_program_published_for_one_system_finds_the_library_of_the_package_beside_itself()
    {
        Assert.NotNull(NativeProgram.Library);
        using TokenDirectory tokens = new();
        using PackageConsumer consumer = new();
        Assert.Equal(
            tokens.Token.SerialNumber, consumer.Run(tokens.Path, "publish", "--runtime", "linux-x64", "--self-contained", "false"));
    }
}
