using System.Security.Cryptography;
using BioToken.Npki.Identities;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Tests.Writing;

public sealed class InterruptedWriteTests
{
    private static readonly InterruptedWrite Interrupted = new()
    {
        TokenManufacturer = "One maker",
        TokenModel = "X",
        TokenSerialNumber = "0001",
        TokenLabel = "회사",
        State = InterruptedWriteState.BeforeCommit,
        StartedAt = DateTimeOffset.UnixEpoch,
        BackupFolder = "",
        JournalFile = "",
    };

    [Theory]
    [InlineData("One maker", "X", "0001", "회사", true, true)]
    [InlineData("One maker", "X", "0001", "집", true, false)]
    [InlineData("One maker", "X", "0002", "회사", false, false)]
    [InlineData("One maker", "Y", "0001", "회사", false, false)]
    [InlineData("Another", "X", "0001", "회사", false, false)]
    public void Makers_may_give_the_same_number(string manufacturer, string model, string serialNumber, string label, bool mayBe, bool isOf)
    {
        BioTokenInfo token = BioTokenModelFactory.BioTokenInfo(
            manufacturer: manufacturer, model: model, serialNumber: serialNumber, label: label);
        Assert.Equal((mayBe, isOf), (Interrupted.MayBeOf(token), Interrupted.IsOf(token)));
    }

    [Fact]
    public void A_journal_that_names_no_maker_goes_by_number_and_label()
    {
        BioTokenInfo token = BioTokenModelFactory.BioTokenInfo(manufacturer: "Another", serialNumber: "0001", label: "회사");
        Assert.True((Interrupted with { TokenManufacturer = null, TokenModel = null }).IsOf(token));
    }

    [Fact]
    public void A_certificate_with_the_same_serial_number_is_not_the_source()
    {
        using NpkiIdentity source = TestIdentities.New();
        using NpkiIdentity other = TestIdentities.New();
        InterruptedWrite gap = Interrupted with
        {
            NewSerialNumber = other.Certificate.SerialNumber,
            NewCertificateHash = Convert.ToHexStringLower(SHA256.HashData(source.Certificate.Der.Span)),
        };

        Assert.True(gap.IsSource(source.Certificate));
        Assert.False(gap.IsSource(other.Certificate));
        Assert.True((gap with { NewCertificateHash = null }).IsSource(other.Certificate));
    }
}
