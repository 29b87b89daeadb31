using System.Security.Cryptography;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;
using BioToken.Vendors;
using BioToken.Writing.Steps;

namespace BioToken.Tests.Contract;

/// <summary>Other programs number their key pairs 1, 2, 3: a CKA_ID of one byte, on every backend.</summary>
public sealed class ShortIdContractTests
{
    private static readonly byte[] Bid = "입찰서"u8.ToArray();

    public static TheoryData<string> Every => Backends.With(Capability.None);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Identities_with_CKA_IDs_of_one_byte_are_found_sign_and_are_erased_alone(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity first = TestIdentities.New(keyManagement: false);
        using NpkiIdentity second = TestIdentities.New("대리인", keyManagement: false);
        using NpkiIdentity renewed = TestIdentities.New();
        await WriteAsync(fixture, first, token.Info.Vendor, [1]);
        await WriteAsync(fixture, second, token.Info.Vendor, [2]);
        IReadOnlyList<TokenIdentity> seen = await token.GetIdentitiesAsync(Token);
        TokenIdentity old = seen.Single(i => i.SerialNumber == first.Certificate.SerialNumber);
        byte[] signature = await token.SignAsync(Bid, new SignOptions { Identity = old }, cancellationToken: Token);

        await token.ReplaceAsync(old, renewed, ContractToken.Writing, cancellationToken: Token);

        using RSA publicKey = first.Certificate.GetRSAPublicKey()!;
        Assert.True(publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal([4, 4], seen.Select(i => i.ObjectCount));
        Assert.Equal(
            new[] { (second.Certificate.SerialNumber, 4), (renewed.Certificate.SerialNumber, 7) }.Order(),
            (await token.GetIdentitiesAsync(Token)).Select(i => (i.SerialNumber, i.ObjectCount)).Order());
    }

    private static Task<bool> WriteAsync(ContractToken fixture, NpkiIdentity identity, VendorProfile vendor, byte[] id)
        => fixture.RawAsync((cryptoki, session) =>
        {
            foreach (NewObject planned in NewObjects.For(identity, vendor.RandomValue, _ => id))
            {
                using (planned)
                    Assert.Equal(CKR.OK, cryptoki.CreateObject(session, planned.Template, out _));
            }

            return true;
        });
}
