using System.Text.Json;
using BioToken.Cli.Errors;
using BioToken.Errors;

namespace BioToken.Cli.Tests;

/// <summary><c>plan</c> of an impossible copy shows the plan, reports why <c>copy</c> would refuse it, and ends with 0.</summary>
public sealed class PlanRefusalTests : IDisposable
{
    private readonly Workplace _place = new();

    public static TheoryData<string> Refusals => ["small", "expired", "future", "R", "hidden R", "unusable R", "same"];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Plan_shows_what_copy_would_refuse(string what)
    {
        (string[] arguments, CertificateRejection reason, string english, string korean) = await ArrangeAsync(what);
        IReadOnlyList<string> before = _place.Objects();
        CliResult text = (await PlanAsync(arguments)).Succeeded();
        CliResult other = (await PlanAsync([.. arguments, "--lang", "ko"])).Succeeded();
        CliResult json = (await PlanAsync([.. arguments, "--json"])).Succeeded();

        Assert.Contains("On the token afterwards:", text.Output, StringComparison.Ordinal);
        Assert.Contains("cannot be carried out", text.Output, StringComparison.Ordinal);
        Assert.Contains("\"biotoken copy\" would refuse: ", text.Output, StringComparison.Ordinal);
        Assert.Contains(english, text.Output, StringComparison.Ordinal);
        Assert.Contains(korean, other.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Options.", text.Output + json.Output, StringComparison.Ordinal);
        JsonElement rejection = Assert.Single(json.Json.GetProperty("rejections").EnumerateArray());
        Assert.Equal(reason.ToString(), rejection.GetProperty("reason").GetString());
        Assert.Contains(english, rejection.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, _place.Objects());
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Copy_refuses_for_that_reason_with_the_plan_and_without_before_the_PIN(string what)
    {
        (string[] arguments, CertificateRejection reason, _, _) = await ArrangeAsync(what);
        CliResult planned = (await PlanAsync([.. arguments, "--json"])).Succeeded();
        string plan = _place.Write("plan", planned.Output);
        string[] copy = ["copy", .. WithoutPin(arguments), "--pin-file", _place.Write("wrong-pin", "99999999"), "--yes"];
        int tries = _place.Token().PinAttemptsRemaining;

        Assert.Equal(ExitCodes.Of(reason), (await _place.RunAsync(copy)).Code);
        Assert.Equal(ExitCodes.Of(reason), (await _place.RunAsync([.. copy, "--plan", plan])).Code);
        Assert.Equal(tries, _place.Token().PinAttemptsRemaining);
    }

    [Fact]
    public async Task Plan_names_all_reasons()
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Other), "--yes")).Succeeded();
        CliResult json = (await PlanAsync(
            [.. Arguments(_place.WriteFolder(TestIdentities.ExpiredWithoutR)), "--replace", TestIdentities.Other.Certificate.SerialNumber, "--json"]))
            .Succeeded();
        Assert.Equal(
            ["Expired", "RandomValueMissing"],
            json.Json.GetProperty("rejections").EnumerateArray().Select(rejection => rejection.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Plan_that_a_PIN_cannot_make_possible_sends_none()
    {
        _place.CreateToken();
        string pin = _place.Write("wrong-pin", "99999999");
        (await PlanAsync([.. Arguments(_place.WriteFolder(TestIdentities.Small)), "--pin-file", pin])).Succeeded();
        Assert.Equal(5, _place.Token().PinAttemptsRemaining);
    }

    [Fact]
    public async Task Plan_of_what_is_no_identity_is_an_error()
    {
        _place.CreateToken();
        string folder = _place.WriteFolder(TestIdentities.Current);
        File.Move(Path.Combine(folder, "kmCert.der"), Path.Combine(folder, "signCert.der"), overwrite: true);
        File.Move(Path.Combine(folder, "kmPri.key"), Path.Combine(folder, "signPri.key"), overwrite: true);
        Assert.Equal(ExitCode.CertificateRole, (await PlanAsync(Arguments(folder))).Code);
    }

    public void Dispose() => _place.Dispose();

    private async Task<(string[] Arguments, CertificateRejection Reason, string English, string Korean)> ArrangeAsync(string what)
    {
        _place.CreateToken();
        if (what is "R" or "hidden R" or "unusable R" or "same")
            (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
        if (what == "same")
            (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        string[] replace = ["--replace", StoppedCopy.OldSerial];
        string[] pin = ["--pin-file", _place.PinFile];
        return what switch
        {
            "small" => (Arguments(_place.WriteFolder(TestIdentities.Small)), CertificateRejection.KeySizeNotSupported, "1024-bit", "1024비트"),
            "expired" => (Arguments(_place.WriteFolder(TestIdentities.Expired)), CertificateRejection.Expired, "--allow-expired", "--allow-expired"),
            "future" => (Arguments(_place.WriteFolder(TestIdentities.NotYetValid)), CertificateRejection.NotYetValid, "not valid before", "시계"),
            "R" => (
                [.. Arguments(_place.WriteFolder(TestIdentities.WithoutR)), .. replace, .. pin],
                CertificateRejection.RandomValueMissing,
                "replaced, has one",
                "R값이 있습니다"),
            "hidden R" => (
                [.. Arguments(_place.WriteFolder(TestIdentities.WithoutR)), .. replace],
                CertificateRejection.RandomValueMissing,
                "may have one",
                "있을 수 있으며"),
            "unusable R" => (
                [.. Arguments(OddFolders.WithUnusableR(_place)), .. replace],
                CertificateRejection.RandomValueMissing,
                "cannot be read",
                "읽을 수 없습니다"),
            _ => ([.. Arguments(_place.WriteFolder(TestIdentities.Current)), .. replace], CertificateRejection.AlreadyOnToken, "already on the token", "동일한 인증서"),
        };
    }

    private string[] Arguments(string folder) => [folder, "--password-file", _place.PasswordFile, "--simulator", _place.Simulator];

    private static string[] WithoutPin(string[] arguments)
    {
        int at = Array.IndexOf(arguments, "--pin-file");
        return at < 0 ? arguments : [.. arguments[..at], .. arguments[(at + 2)..]];
    }

    private Task<CliResult> PlanAsync(string[] arguments) => _place.RunAsync(["plan", .. arguments]);
}
