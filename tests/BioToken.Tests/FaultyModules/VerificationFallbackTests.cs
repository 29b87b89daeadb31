using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;
using BioToken.Tests.Support;
using BioToken.Writing;
using Microsoft.Extensions.Logging;

namespace BioToken.Tests.FaultyModules;

/// <summary>Modules that cannot decrypt: the key is verified in another way, and the report names it.</summary>
public sealed class VerificationFallbackTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CKR.FUNCTION_NOT_SUPPORTED)]
    [InlineData(CKR.MECHANISM_INVALID)]
    [InlineData(CKR.MECHANISM_PARAM_INVALID)]
    [InlineData(CKR.KEY_FUNCTION_NOT_PERMITTED)]
    public async Task A_module_that_cannot_decrypt_has_the_key_compared_and_says_so(CKR answer)
    {
        ListLogger log = new();
        using ILoggerFactory factory = LoggerFactory.Create(b => b.AddProvider(log).SetMinimumLevel(LogLevel.Trace));
        await using FaultyToken faulty = await FaultyToken.OpenAsync(log: factory);
        using NpkiIdentity identity = TestIdentities.New();
        Reports reports = new();
        faulty.Results.OnDecryptInit = _ => answer;

        await faulty.Token.WriteAsync(identity, ContractToken.Writing, reports, Cancellation);

        Assert.Equal([KeyVerification.Signature, KeyVerification.Comparison], reports.Verified.Select(key => key.By));
        string text = reports.All.Single(report => report.Verified is { By: KeyVerification.Comparison }).Text;
        Assert.Contains("only its public key was compared", text, StringComparison.Ordinal);
        Assert.Equal(
            ["Signature", "Comparison"],
            log.Entries.Where(e => e.Id.Id == 36).Select(e => e.Text[(e.Text.LastIndexOf(' ') + 1)..]),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_module_that_decrypts_OAEP_only_has_the_key_verified_by_it()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        using NpkiIdentity identity = TestIdentities.New();
        Reports reports = new();
        faulty.Results.OnDecryptInit = mechanism => mechanism.Type == CKM.RSA_PKCS ? CKR.MECHANISM_INVALID : null;

        await faulty.Token.WriteAsync(identity, ContractToken.Writing, reports, Cancellation);

        Assert.Equal([KeyVerification.Signature, KeyVerification.Decryption], reports.Verified.Select(key => key.By));
    }

    [Fact]
    public async Task A_private_key_that_is_compared_has_to_show_the_right_exponent_too()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        using NpkiIdentity identity = TestIdentities.New();
        faulty.Results.OnDecryptInit = _ => CKR.MECHANISM_INVALID;
        faulty.Results.OnAttribute = (kind, type, _) => kind == CKO.PRIVATE_KEY && type == CKA.PUBLIC_EXPONENT ? [3] : null;

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => faulty.Token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancellation));

        Assert.Equal(TokenContents.Unchanged, e.Contents);
    }

    [Fact]
    public async Task A_private_key_that_shows_no_modulus_is_verified_by_its_signature_and_decryption()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        using NpkiIdentity identity = TestIdentities.New();
        Reports reports = new();
        faulty.Results.OnAttribute = (kind, type, _) => kind == CKO.PRIVATE_KEY && type is CKA.MODULUS or CKA.PUBLIC_EXPONENT ? [] : null;

        await faulty.Token.WriteAsync(identity, ContractToken.Writing, reports, Cancellation);

        Assert.Equal([KeyVerification.Signature, KeyVerification.Decryption], reports.Verified.Select(key => key.By));
    }

    [Fact]
    public async Task A_decryption_that_was_left_active_does_not_stop_the_next_one()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        using NpkiIdentity identity = TestIdentities.New();
        Reports reports = new();
        faulty.Results.OnDecryptInit = _ => faulty.Results.Calls.Count(call => call == "C_DecryptInit") == 1 ? CKR.OPERATION_ACTIVE : null;

        await faulty.Token.WriteAsync(identity, ContractToken.Writing, reports, Cancellation);

        Assert.Equal([KeyVerification.Signature, KeyVerification.Decryption], reports.Verified.Select(key => key.By));
    }
}
