using System.Security.Cryptography;
using BioToken.Npki;
using BioToken.Pkcs11;
using BioToken.Tests.Contract;

namespace BioToken.Tests.Lies;

/// <summary>A bad result stops a write: verification is not only made, it decides.</summary>
public sealed class BadResultTests
{
    private static readonly byte[] Bid = "입찰서"u8.ToArray();

    private static readonly Dictionary<string, Action<Lie>> Lies = new(StringComparer.Ordinal)
    {
        ["certificate altered"] = Flip(CKO.CERTIFICATE, CKA.VALUE),
        ["certificate cut"] = lie => lie.OnAttribute = (kind, type, value) => kind == CKO.CERTIFICATE && type == CKA.VALUE ? value[..^1] : null,
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
        ["signature altered"] = lie => lie.OnSignature = Flipped,
        ["signature of zeros"] = lie => lie.OnSignature = signature => new byte[signature.Length],
        ["signature short"] = lie => lie.OnSignature = signature => signature[..^1],
        ["signature empty"] = lie => lie.OnSignature = _ => [],
        ["decryption altered"] = lie => lie.OnDecrypt = Flipped,
        ["decryption short"] = lie => lie.OnDecrypt = data => data[..^1],
        ["decryption empty"] = lie => lie.OnDecrypt = _ => [],
        ["decryption of less than nothing"] = lie => lie.OnDecryptedLength = _ => -1,
        ["decryption beyond its buffer"] = lie => lie.OnDecryptedLength = _ => int.MaxValue,
        ["decryption refused"] = lie => lie.DecryptAnswer = CKR.ENCRYPTED_DATA_INVALID,
        ["decryption failed"] = lie => lie.DecryptAnswer = CKR.FUNCTION_FAILED,
        ["no decryption and no modulus"] = lie =>
        {
            KeepBack(CKO.PRIVATE_KEY, CKA.MODULUS)(lie);
            lie.OnDecryptInit = _ => CKR.MECHANISM_INVALID;
        },
    };

    public static TheoryData<string> Names => [.. Lies.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ReplaceAsync_leaves_the_old_identity_whole(string lie)
    {
        await using LyingToken liar = await LyingToken.OpenAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        TokenIdentity old = await liar.WriteAsync(expiring);
        string[] before = await liar.Fixture.SnapshotAsync();
        Lies[lie](liar.Lie);

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => liar.Token.ReplaceAsync(old, renewed, ContractToken.Writing, cancellationToken: Cancellation));

        Assert.Equal((WriteStage.Verifying, TokenContents.Unchanged), (e.Stage, e.Contents));
        await AssertUnchangedAsync(liar, before);
        TokenIdentity left = Assert.Single(await liar.Token.GetIdentitiesAsync(Cancellation));
        Assert.Equal((expiring.Certificate.SerialNumber, 7), (left.SerialNumber, left.ObjectCount));
        byte[] signature = await liar.Token.SignAsync(Bid, cancellationToken: Cancellation);
        using RSA publicKey = expiring.Certificate.GetRSAPublicKey()!;
        Assert.True(publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task WriteAsync_leaves_nothing(string lie)
    {
        await using LyingToken liar = await LyingToken.OpenAsync();
        using NpkiIdentity identity = TestIdentities.New();
        string[] before = await liar.Fixture.SnapshotAsync();
        Lies[lie](liar.Lie);

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => liar.Token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancellation));

        Assert.Equal((WriteStage.Verifying, TokenContents.Unchanged), (e.Stage, e.Contents));
        await AssertUnchangedAsync(liar, before);
        Assert.Empty(await liar.Token.GetIdentitiesAsync(Cancellation));
    }

    private static async Task AssertUnchangedAsync(LyingToken liar, string[] before)
    {
        // The truth from now on.
        Honest(liar.Lie);
        Assert.Equal(before, await liar.Fixture.SnapshotAsync());
        Assert.Null(await liar.Token.GetUnfinishedAsync(Cancellation));
    }

    private static void Honest(Lie lie)
    {
        Lie honest = new();
        (lie.OnAttribute, lie.OnSignature) = (honest.OnAttribute, honest.OnSignature);
        (lie.OnDecryptInit, lie.OnDecrypt, lie.DecryptAnswer) = (honest.OnDecryptInit, honest.OnDecrypt, null);
        lie.OnDecryptedLength = honest.OnDecryptedLength;
    }

    private static Action<Lie> Flip(CKO kind, CKA type)
        => lie => lie.OnAttribute = (k, t, value) => k == kind && t == type ? Flipped(value) : null;

    private static Action<Lie> Tell(CKO kind, CKA type, byte value)
        => lie => lie.OnAttribute = (k, t, _) => k == kind && t == type ? [value] : null;

    private static Action<Lie> KeepBack(CKO kind, CKA type) => lie => lie.OnAttribute = (k, t, _) => k == kind && t == type ? [] : null;

    private static Action<Lie> Class(CKO kind, CKO told)
        => lie => lie.OnAttribute = (k, t, _) => k == kind && t == CKA.CLASS ? BitConverter.GetBytes((ulong)told) : null;

    private static byte[] Flipped(byte[] value)
    {
        value[^1] ^= 1;
        return value;
    }
}
