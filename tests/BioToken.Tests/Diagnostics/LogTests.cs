using BioToken.Diagnostics;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Simulator;
using BioToken.Tests.Contract;
using BioToken.Tests.Support;
using Microsoft.Extensions.Logging;

namespace BioToken.Tests.Diagnostics;

public sealed class LogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replacement_is_logged_step_by_step_and_names_nobody()
    {
        ListLogger log = new();
        using ILoggerFactory factory = LoggerFactory.Create(b => b.AddProvider(log).SetMinimumLevel(LogLevel.Trace));
        using TokenSimulator simulator = TokenSimulator.InMemory();
        SimulatedToken created = simulator.CreateToken(
            new SimulatedTokenOptions { Vendor = "bio-seal", Label = "Logged", Pin = ContractToken.Pin });
        using NpkiIdentity expiring = TestIdentities.New("기록시험");
        using NpkiIdentity renewed = TestIdentities.New("기록시험");
        BioTokenOptions options = new()
        {
            IncludeVendorModules = false,
            Modules = { new SimulatedTokenModule(simulator) },
            JournalDirectory = TestJournal.Directory,
        };
        await using (BioTokenProvider provider = new(options, factory))
        {
            await using IBioToken token = await provider.OpenAsync((await provider.ListAsync(Token))[0], Token);
            await Assert.ThrowsAsync<TokenAuthenticationException>(() => ContractToken.LoginAsync(token, ContractToken.WrongPin));
            await ContractToken.AuthenticateAsync(token);
            TokenIdentity old = await token.WriteAsync(expiring, cancellationToken: Token);
            await token.ReplaceAsync(old, renewed, cancellationToken: Token);
            await token.SignAsync(new byte[10], cancellationToken: Token);
        }

        Assert.Equal([1, 10, 11, 20, 21, 30, 36, 40], log.Entries.Select(e => e.Id.Id).Distinct().Order());
        string all = string.Join('\n', log.Entries.Select(e => e.Text));
        string[] secrets =
        [
            ContractToken.Pin,
            ContractToken.WrongPin,
            created.SerialNumber,
            "기록시험",
            expiring.Certificate.SerialNumber,
            renewed.Certificate.SerialNumber,

            Convert.ToHexString(renewed.PrivateKey.RandomValue), Convert.ToBase64String(renewed.PrivateKey.RandomValue),
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("SIMABCDEF1234567", "…4567")]
    [InlineData("1234", "…")]
    [InlineData("", "…")]
    public void Serial_keeps_the_last_four_characters_of_a_longer_number(string serial, string expected)
        => Assert.Equal(expected, Redaction.Serial(serial));
}
