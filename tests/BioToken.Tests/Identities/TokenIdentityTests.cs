using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Tests.Contract;
using BioToken.Tests.Fakes;

namespace BioToken.Tests.Identities;

public sealed class TokenIdentityTests
{
    [Fact]
    public async Task GetKeyManagementRSAPrivateKey_is_that_of_the_key_management_pair_if_both_may_decrypt()
    {
        (NpkiCertificate certificate, NpkiPrivateKey key) = OddIdentities.Pair(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment);
        (NpkiCertificate management, NpkiPrivateKey managementKey) = OddIdentities.Pair(X509KeyUsageFlags.KeyEncipherment, serial: 0x32);
        using NpkiIdentity identity = OddIdentities.Of((certificate, key), (management, managementKey));
        FakeToken fake = new();
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: FakeToken.Cancel);
        using RSA decryptionKey = written.GetKeyManagementRSAPrivateKey()!;

        using RSA expected = management.GetRSAPublicKey()!;
        Assert.Equal(expected.ExportRSAPublicKey(), decryptionKey.ExportRSAPublicKey());
    }
}
