using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Vendors;
using BioToken.Writing;
using BioToken.Writing.Steps;

namespace BioToken.Tests.Writing.Steps;

public sealed class WriteChecksTests
{
    private static readonly RandomValueTemplate RandomValue = new();

    [Fact]
    public void FindOld_finds_objects_whose_handles_have_changed()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        TokenObject[] now = [Certificate(identity.Certificate, 1), Key(identity, 2)];

        IReadOnlyList<TokenObject> found = WriteChecks.FindOld(Group(now), [now[1] with { Handle = 8 }, now[0] with { Handle = 9 }], RandomValue);

        Assert.Equal([9, 8], found.Select(seen => (int)seen.Handle));
    }

    [Fact]
    public void FindOld_adds_a_key_that_became_visible()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        TokenObject certificate = Certificate(identity.Certificate, 1);
        TokenObject key = Key(identity, 2);

        Assert.Equal([certificate, key], WriteChecks.FindOld(Group([certificate]), [certificate, key], RandomValue));
    }

    [Fact]
    public void FindOld_refuses_a_missing_a_changed_and_a_doubled_object()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        TokenObject certificate = Certificate(identity.Certificate, 1);
        TokenObject key = Key(identity, 2);
        IdentityObjects old = Group([certificate, key]);

        AssertChanged(old, [key]);
        AssertChanged(old, [certificate]);
        AssertChanged(old, [certificate, key with { Hash = new byte[32] }]);
        AssertChanged(old, [certificate with { Handle = 8 }, certificate with { Handle = 9 }, key]);
        Assert.NotEmpty(WriteChecks.FindOld(old, [certificate, key], RandomValue));
    }

    [Fact]
    public void NotOnToken_finds_the_same_certificate_also_with_bytes_after_it()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        using NpkiIdentity other = TestIdentities.New(keyManagement: false);
        TokenObject same = Certificate(identity.Certificate, 1);

        Assert.Null(WriteChecks.NotOnToken(identity, [Certificate(other.Certificate, 1), same with { Class = CKO.DATA }]));
        Assert.Equal(CertificateRejection.AlreadyOnToken, WriteChecks.NotOnToken(identity, [same])?.Rejection);
        Assert.Equal(
            CertificateRejection.AlreadyOnToken, WriteChecks.NotOnToken(identity, [same with { Value = [.. same.Value, 0, 0] }])?.Rejection);
    }

    [Theory]
    [InlineData(true, true, false, false, true)]
    [InlineData(true, true, true, false, false)]
    [InlineData(true, true, false, true, false)]
    [InlineData(true, false, false, false, false)]
    [InlineData(false, true, false, false, true)]
    [InlineData(false, false, false, false, true)]
    public void RandomValue_is_missing_only_if_the_old_identity_has_or_may_have_it(
        bool isLoggedIn, bool oldHasIt, bool isAllowed, bool newHasIt, bool isRejected)
    {
        using NpkiIdentity old = TestIdentities.New(keyManagement: false);
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false, randomValue: newHasIt);
        TokenIdentity onToken = new(null!, Group([Certificate(old.Certificate, 1)]));
        TokenObject[] erased = oldHasIt ? [SeenObject.Of(CKO.DATA, id: 1, [1])] : [];
        WriteOptions options = new() { AllowMissingRandomValue = isAllowed };

        CertificateRejectedException? rejected = WriteChecks.RandomValue(identity, onToken, erased, options, isLoggedIn);

        Assert.Equal(isRejected ? CertificateRejection.RandomValueMissing : null, rejected?.Rejection);
        Assert.Null(WriteChecks.RandomValue(identity, old: null, erased, options, isLoggedIn));
    }

    [Fact]
    public void SourceIsKept_needs_the_folder_with_the_same_certificates()
    {
        using TemporaryFolder place = new();
        using NpkiIdentity made = TestIdentities.New();
        using NpkiIdentity other = TestIdentities.New();
        NpkiFolder folder = NpkiFolder.Write(place.Path, made, "g7!kQz93@mw");
        using NpkiIdentity identity = NpkiIdentity.Open(folder, "g7!kQz93@mw");

        Assert.Null(WriteChecks.SourceIsKept(identity, new BioTokenOptions().Disk));
        Assert.Equal(CertificateRejection.SourceNotKept, WriteChecks.SourceIsKept(made, new BioTokenOptions().Disk)?.Rejection);
        File.WriteAllBytes(Path.Combine(folder.Path, "kmCert.der"), other.KeyManagementCertificate!.Der.ToArray());
        Assert.Equal(CertificateRejection.SourceNotKept, WriteChecks.SourceIsKept(identity, new BioTokenOptions().Disk)?.Rejection);
        Directory.Delete(folder.Path, recursive: true);
        Assert.Equal(CertificateRejection.SourceNotKept, WriteChecks.SourceIsKept(identity, new BioTokenOptions().Disk)?.Rejection);
    }

    private static void AssertChanged(IdentityObjects old, IReadOnlyList<TokenObject> now) => Assert.Equal(
        CertificateRejection.OldIdentityChanged,
        Assert.Throws<CertificateRejectedException>(() => WriteChecks.FindOld(old, now, RandomValue)).Rejection);

    private static IdentityObjects Group(IReadOnlyList<TokenObject> objects) => Assert.Single(IdentityGrouping.Group(objects, RandomValue));

    private static TokenObject Certificate(NpkiCertificate certificate, int handle)
        => SeenObject.Of(CKO.CERTIFICATE, id: 1, certificate.Der.ToArray(), handle);

    private static TokenObject Key(NpkiIdentity identity, int handle)
    {
        using RSA key = identity.Certificate.GetRSAPublicKey()!;
        return SeenObject.Of(CKO.PRIVATE_KEY, id: 1, key.ExportParameters(includePrivateParameters: false).Modulus, handle);
    }
}
