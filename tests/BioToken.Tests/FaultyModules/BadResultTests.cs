using System.Security.Cryptography;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;
using BioToken.Writing;

namespace BioToken.Tests.FaultyModules;

/// <summary>A bad result stops a write: the result of each verification is respected.</summary>
public sealed class BadResultTests
{
    private static readonly byte[] Bid = "입찰서"u8.ToArray();

    private static readonly Dictionary<string, Action<WrongResults>> Faults = new(StringComparer.Ordinal)
    {
        ["certificate altered"] = Flip(CKO.CERTIFICATE, CKA.VALUE),
        ["certificate cut"] = results => results.OnAttribute = (kind, type, value) => kind == CKO.CERTIFICATE && type == CKA.VALUE
            ? value[..^1]
            : null,
        ["certificate kept back"] = KeepBack(CKO.CERTIFICATE, CKA.VALUE),
        ["R altered"] = Flip(CKO.DATA, CKA.VALUE),
        ["modulus of the public key altered"] = Flip(CKO.PUBLIC_KEY, CKA.MODULUS),
        ["exponent of the public key altered"] = Flip(CKO.PUBLIC_KEY, CKA.PUBLIC_EXPONENT),
        ["modulus of the private key altered"] = Flip(CKO.PRIVATE_KEY, CKA.MODULUS),
        ["private key extractable"] = Tell(CKO.PRIVATE_KEY, CKA.EXTRACTABLE, 1),
        ["private key not sensitive"] = Tell(CKO.PRIVATE_KEY, CKA.SENSITIVE, 0),
        ["CKA_ID of the certificate altered"] = Flip(CKO.CERTIFICATE, CKA.ID),
        ["CKA_ID of the private key altered"] = Flip(CKO.PRIVATE_KEY, CKA.ID),
        ["public key read back as a private one"] = Class(CKO.PUBLIC_KEY, CKO.PRIVATE_KEY),
        ["certificate read back as data"] = Class(CKO.CERTIFICATE, CKO.DATA),
        ["private key read back as a secret one"] = Class(CKO.PRIVATE_KEY, CKO.SECRET_KEY),
        ["signature altered"] = results => results.OnSignature = Flipped,
        ["signature of zeros"] = results => results.OnSignature = signature => new byte[signature.Length],
        ["signature short"] = results => results.OnSignature = signature => signature[..^1],
        ["signature empty"] = results => results.OnSignature = _ => [],
        ["decryption altered"] = results => results.OnDecrypt = Flipped,
        ["decryption short"] = results => results.OnDecrypt = data => data[..^1],
        ["decryption empty"] = results => results.OnDecrypt = _ => [],
        ["decryption of less than nothing"] = results => results.OnDecryptedLength = _ => -1,
        ["decryption beyond its buffer"] = results => results.OnDecryptedLength = _ => int.MaxValue,
        ["decryption refused"] = results => results.DecryptAnswer = CKR.ENCRYPTED_DATA_INVALID,
        ["decryption failed"] = results => results.DecryptAnswer = CKR.FUNCTION_FAILED,
        ["no decryption and no modulus"] = results =>
        {
            KeepBack(CKO.PRIVATE_KEY, CKA.MODULUS)(results);
            results.OnDecryptInit = _ => CKR.MECHANISM_INVALID;
        },
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ReplaceAsync_leaves_the_old_identity_whole(string fault)
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        TokenIdentity old = await faulty.WriteAsync(expiring);
        string[] before = await faulty.Fixture.SnapshotAsync();
        Faults[fault](faulty.Results);

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => faulty.Token.ReplaceAsync(old, renewed, ContractToken.Writing, cancellationToken: Cancellation));

        Assert.Equal((WriteStage.Verifying, TokenContents.Unchanged), (e.Stage, e.Contents));
        await AssertUnchangedAsync(faulty, before);
        TokenIdentity left = Assert.Single(await faulty.Token.GetIdentitiesAsync(Cancellation));
        Assert.Equal((expiring.Certificate.SerialNumber, 7), (left.SerialNumber, left.ObjectCount));
        byte[] signature = await faulty.Token.SignAsync(Bid, cancellationToken: Cancellation);
        using RSA publicKey = expiring.Certificate.GetRSAPublicKey()!;
        Assert.True(publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task WriteAsync_leaves_nothing(string fault)
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        using NpkiIdentity identity = TestIdentities.New();
        string[] before = await faulty.Fixture.SnapshotAsync();
        Faults[fault](faulty.Results);

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => faulty.Token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancellation));

        Assert.Equal((WriteStage.Verifying, TokenContents.Unchanged), (e.Stage, e.Contents));
        await AssertUnchangedAsync(faulty, before);
        Assert.Empty(await faulty.Token.GetIdentitiesAsync(Cancellation));
    }

    private static async Task AssertUnchangedAsync(FaultyToken faulty, string[] before)
    {
        // Correct results from now on.
        Correct(faulty.Results);
        Assert.Equal(before, await faulty.Fixture.SnapshotAsync());
        Assert.Null(await faulty.Token.Recovery.GetInterruptedWriteAsync(Cancellation));
    }

    private static void Correct(WrongResults results)
    {
        WrongResults correct = new();
        (results.OnAttribute, results.OnSignature) = (correct.OnAttribute, correct.OnSignature);
        (results.OnDecryptInit, results.OnDecrypt, results.DecryptAnswer) = (correct.OnDecryptInit, correct.OnDecrypt, null);
        results.OnDecryptedLength = correct.OnDecryptedLength;
    }

    private static Action<WrongResults> Flip(CKO kind, CKA type)
        => results => results.OnAttribute = (k, t, value) => k == kind && t == type ? Flipped(value) : null;

    private static Action<WrongResults> Tell(CKO kind, CKA type, byte value)
        => results => results.OnAttribute = (k, t, _) => k == kind && t == type ? [value] : null;

    private static Action<WrongResults> KeepBack(CKO kind, CKA type)
        => results => results.OnAttribute = (k, t, _) => k == kind && t == type ? [] : null;

    private static Action<WrongResults> Class(CKO kind, CKO reported)
        => results => results.OnAttribute = (k, t, _) => k == kind && t == CKA.CLASS ? BitConverter.GetBytes((ulong)reported) : null;

    private static byte[] Flipped(byte[] value)
    {
        value[^1] ^= 1;
        return value;
    }
}
