using BioToken.Cli.Errors;

namespace BioToken.Cli.Tests;

public sealed class LanguageTests : IDisposable
{
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("--lang", "ko")]
    [InlineData("--lang=ko")]
    [InlineData("--lang:ko")]
    public async Task Apply_Korean_translates_descriptions_and_help(params string[] language)
    {
        CliResult result = await _place.RunRawAsync(["copy", "--help", .. language]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("폴더의 인증서를 보안토큰에 복사합니다", result.Output, StringComparison.Ordinal);
        Assert.Contains("사용법", result.Output, StringComparison.Ordinal);
        Assert.Contains("공통 옵션", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_unknown_language_is_a_usage_error()
    {
        CliResult result = await _place.RunRawAsync(["vendors", "--lang", "fr"]);
        Assert.Equal(ExitCode.Usage, result.Code);
    }

    public void Dispose() => _place.Dispose();
}
