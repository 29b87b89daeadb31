using BioToken.Authentication;
using BioToken.Cli.Errors;
using BioToken.Errors;
using BioToken.Npki.Errors;
using BioToken.Simulator.Errors;

namespace BioToken.Cli.Tests;

public sealed class ExitCodesTests
{
    public static TheoryData<Enum> Reasons =>
    [
        .. Enum.GetValues<BioTokenError>().Cast<Enum>(),
        .. Enum.GetValues<AuthenticationFailure>().Cast<Enum>(),
        .. Enum.GetValues<CertificateRejection>().Cast<Enum>(),
        .. Enum.GetValues<NpkiFailure>().Cast<Enum>(),
    ];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Of_every_reason_has_a_code(Enum reason)
    {
        ExitCode code = reason switch
        {
            BioTokenError error => ExitCodes.Of(error),
            AuthenticationFailure failure => ExitCodes.Of(failure),
            CertificateRejection rejection => ExitCodes.Of(rejection),
            NpkiFailure failure => ExitCodes.Of(failure),
            _ => ExitCode.Unexpected,
        };

        Assert.True(Enum.IsDefined(code));
        Assert.NotEqual(ExitCode.Unexpected, code);
    }

    [Fact]
    public void Of_npki_reasons_are_all_different()
        => Assert.Distinct(Enum.GetValues<NpkiFailure>().Select(ExitCodes.Of));

    [Fact]
    public void Of_authentication_failures_are_all_different()
        => Assert.Distinct(Enum.GetValues<AuthenticationFailure>().Select(ExitCodes.Of));

    [Fact]
    public void Of_exceptions_of_this_computer()
    {
        Assert.Equal(ExitCode.Canceled, ExitCodes.Of(new TaskCanceledException()));
        Assert.Equal(ExitCode.FileNotFound, ExitCodes.Of(new FileNotFoundException()));
        Assert.Equal(ExitCode.FileUnreadable, ExitCodes.Of(new UnauthorizedAccessException()));
        Assert.Equal(ExitCode.SimulatorDamaged, ExitCodes.Of(new SimulatorStoreException()));
        Assert.Equal(ExitCode.Unexpected, ExitCodes.Of(new InvalidOperationException()));
        Assert.Equal(ExitCode.Usage, ExitCodes.Of(new CliException(ExitCode.Usage, "")));
    }

    [Fact]
    public void Codes_fit_into_a_byte_and_are_unique()
    {
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.InRange((int)code, 0, 130));
        Assert.Distinct(Enum.GetNames<ExitCode>().Select(name => (int)Enum.Parse<ExitCode>(name)));
    }
}
