using BioToken.Cli.Errors;
using BioToken.Cli.Tokens;

namespace BioToken.Cli.Tests;

public sealed class SerialNumberTests
{
    [Theory]
    [InlineData("5A0E2C9F", "5a0e2c9f")]
    [InlineData("5A0E2C9F", "0005A0E2C9F")]
    [InlineData("05", "5")]
    [InlineData("00", "0")]
    public void AreEqual_ignores_case_and_leading_zeros(string left, string right)
        => Assert.True(SerialNumber.AreEqual(left, SerialNumber.Parse(right)));

    [Fact]
    public void AreEqual_other_number_is_false() => Assert.False(SerialNumber.AreEqual("50", "5"));

    [Theory]
    [InlineData("")]
    [InlineData("12G4")]
    [InlineData("0x12")]
    public void Parse_no_hexadecimal_is_a_usage_error(string text)
        => Assert.Equal(ExitCode.Usage, Assert.Throws<CliException>(() => SerialNumber.Parse(text)).Code);
}
