using System.Security.Cryptography.X509Certificates;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Issuing;
using BioToken.Tests.Contract;
using BioToken.Tokens;
using BioToken.Writing.Plans;

namespace BioToken.Tests.FaultyModules;

/// <summary>Keys that a token does not support are detected before the login.</summary>
public sealed class KeyLimitsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PlanAsync_refuses_a_key_that_is_too_small_before_the_login()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync(logIn: false);
        using NpkiIdentity small = Small();

        PlannedRejection e = await RejectedAsync(faulty, small);

        Assert.Equal(CertificateRejection.KeySizeNotSupported, e.Rejection);
        Assert.Contains("1024", e.Message, StringComparison.Ordinal);
        Assert.Contains("2048", e.Message, StringComparison.Ordinal);
        Assert.Equal(BioTokenState.Open, faulty.Token.State);
    }

    [Fact]
    public async Task A_key_management_key_that_is_too_small_is_refused_too()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync(logIn: false);
        using NpkiIdentity odd = OddIdentities.Of(
            OddIdentities.Pair(X509KeyUsageFlags.DigitalSignature),
            OddIdentities.Pair(X509KeyUsageFlags.KeyEncipherment, bits: 1024, serial: 0x32));

        Assert.Equal(CertificateRejection.KeySizeNotSupported, (await RejectedAsync(faulty, odd)).Rejection);
    }

    [Theory]
    [InlineData(1024, 1024)]
    [InlineData(128, 128)]
    public async Task A_key_that_is_too_large_is_refused_in_bits_and_in_bytes(ulong min, ulong max)
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync(logIn: false);
        using NpkiIdentity identity = TestIdentities.New();
        faulty.Results.OnMechanism = _ => (CKR.OK, new MechanismInfo(min, max, MechanismFlags.Sign));

        PlannedRejection e = await RejectedAsync(faulty, identity);

        Assert.Equal(CertificateRejection.KeySizeNotSupported, e.Rejection);
        Assert.Contains("1024", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2048, 2048)]
    [InlineData(256, 512)]
    [InlineData(0, 0)]
    [InlineData(4096, 1024)]
    [InlineData(0, ulong.MaxValue)]
    public async Task Limits_that_fit_or_mean_nothing_refuse_nothing(ulong min, ulong max)
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync(logIn: false);
        using NpkiIdentity identity = TestIdentities.New();
        faulty.Results.OnMechanism = _ => (CKR.OK, new MechanismInfo(min, max, MechanismFlags.Sign));

        Assert.True((await faulty.Token.PlanWriteAsync(identity, ContractToken.Writing, Cancellation)).IsPossible);
    }

    [Fact]
    public async Task A_module_that_tells_nothing_refuses_nothing()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync(logIn: false);
        using NpkiIdentity identity = TestIdentities.New();
        faulty.Results.OnMechanism = _ => (CKR.FUNCTION_NOT_SUPPORTED, default);

        Assert.True((await faulty.Token.PlanWriteAsync(identity, ContractToken.Writing, Cancellation)).IsPossible);
    }

    [Fact]
    public async Task A_module_that_lists_the_mechanism_and_tells_nothing_of_it_refuses_nothing()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync(logIn: false);
        using NpkiIdentity identity = TestIdentities.New();
        faulty.Results.OnMechanism = _ => (CKR.MECHANISM_INVALID, default);

        Assert.True((await faulty.Token.PlanWriteAsync(identity, ContractToken.Writing, Cancellation)).IsPossible);
    }

    [Fact]
    public async Task A_module_without_RSA_refuses_every_key_in_a_sentence()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync(logIn: false);
        using NpkiIdentity identity = TestIdentities.New();
        faulty.Results.OnMechanism = _ => (CKR.MECHANISM_INVALID, default);
        faulty.Results.OnMechanisms = static all => [.. all.Where(mechanism => mechanism is not (CKM.RSA_PKCS or CKM.SHA256_RSA_PKCS))];

        PlannedRejection e = await RejectedAsync(faulty, identity);

        Assert.Equal(CertificateRejection.KeyTypeNotSupported, e.Rejection);
        Assert.Contains("RSA", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_module_is_asked_once()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        using NpkiIdentity identity = TestIdentities.New();
        await faulty.Token.PlanWriteAsync(identity, ContractToken.Writing, Cancellation);
        TokenIdentity old = await faulty.WriteAsync(identity);

        await faulty.Token.ReplaceAsync(old, identity, ContractToken.Writing, cancellationToken: Cancellation);

        Assert.Single(faulty.Results.Calls, "C_GetMechanismInfo");
    }

    private static async Task<PlannedRejection> RejectedAsync(FaultyToken faulty, NpkiIdentity identity)
    {
        WritePlan plan = await faulty.Token.PlanWriteAsync(identity, ContractToken.Writing, Cancellation);
        Assert.False(plan.IsPossible);
        return Assert.Single(plan.Rejections);
    }

    private static NpkiIdentity Small()
        => new SimulatedAuthority().Issue(new SimulatedIdentityOptions { KeySize = 1024, HasKeyManagementPair = false });
}
