using System.Text.Json;
using BioToken.Errors;
using BioToken.Tokens;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Writing.Plans;

public sealed class WritePlanTests
{
    private const string Digest = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static readonly WritePlan Plan = new()
    {
        TokenSerialNumber = "0000",
        IsLoggedIn = true,
        NewCertificateHash = Digest,
        OldCertificateHash = Digest,
        Mode = WriteMode.EraseOldFirst,
        SpaceCheck = SpaceCheckResult.Insufficient,
        BytesNeeded = 8528,
        BytesFree = 12,
        Objects = [new PlannedObject { Kind = TokenObjectKind.Certificate, Label = "회사", Id = "0a", Hash = Digest, Change = PlannedChange.Erase }],
        SettledFirst = [new PlannedObject { Kind = TokenObjectKind.Data, Label = null, Id = null, Hash = Digest, Change = PlannedChange.Erase }],
    };

    [Fact]
    public void FromJson_reads_what_ToJson_writes()
    {
        WritePlan read = WritePlan.FromJson(Plan.ToJson());
        Assert.Equal(Plan.ToJson(), read.ToJson());
        Assert.Equal(Plan.SettledFirst, read.SettledFirst);
    }

    [Theory]
    [InlineData("\"mode\": \"EraseOldFirst\"", "\"mode\": 7")]
    [InlineData("\"mode\": \"EraseOldFirst\"", "\"mode\": \"Neither\"")]
    [InlineData("\"mode\": \"EraseOldFirst\"", "\"mode\": -1")]
    [InlineData("\"spaceCheck\": \"Insufficient\"", "\"spaceCheck\": 77")]
    [InlineData("\"spaceCheck\": \"Insufficient\"", "\"spaceCheck\": null")]
    [InlineData("\"bytesNeeded\": 8528", "\"bytesNeeded\": -1")]
    [InlineData("\"bytesNeeded\": 8528", "\"bytesNeeded\": 99999999999999999999")]
    [InlineData("\"bytesFree\": 12", "\"bytesFree\": -12")]
    [InlineData("\"change\": \"Erase\"", "\"change\": 9")]
    [InlineData("\"label\": \"회사\"", "\"label\": \"\\ud800\"")]
    [InlineData("\"id\": \"0a\"", "\"id\": \"0\"")]
    [InlineData("\"id\": \"0a\"", "\"id\": \"key\"")]
    [InlineData("\"oldCertificate\": \"" + Digest + "\"", "\"oldCertificate\": null")]
    [InlineData("\"newCertificate\": \"" + Digest + "\"", "\"newCertificate\": \"00\"")]
    [InlineData("\"hash\": \"" + Digest + "\"", "\"hash\": \"\"")]
    [InlineData("\"tokenSerialNumber\": \"0000\"", "\"tokenSerialNumber\": null")]
    public void FromJson_of_what_cannot_be_throws(string piece, string other)
    {
        string json = Plan.ToJson();
        int at = json.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at >= 0, json);
        Assert.Throws<FormatException>(() => WritePlan.FromJson(json[..at] + other + json[(at + piece.Length)..]));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{}")]
    public void FromJson_of_something_else_throws(string json) => Assert.Throws<FormatException>(() => WritePlan.FromJson(json));

    [Fact]
    public void Plans_that_say_the_same_are_equal()
    {
        WritePlan read = WritePlan.FromJson(Plan.ToJson());

        Assert.Equal(Plan, read);
        Assert.Equal(Plan.GetHashCode(), read.GetHashCode());
        Assert.NotEqual(Plan, read with { Objects = [] });
        Assert.NotEqual(Plan, read with { BytesNeeded = read.BytesNeeded + 1 });
        Assert.False(Plan.Equals(null));
    }

    [Fact]
    public void ToJson_names_the_hashes_by_their_certificates_and_a_rejection_by_its_reason()
    {
        WritePlan plan = Plan with
        {
            Rejections = [new PlannedRejection { Rejection = CertificateRejection.Expired, Message = "expired" }],
        };

        using JsonDocument json = JsonDocument.Parse(plan.ToJson());

        Assert.Equal(Digest, json.RootElement.GetProperty("newCertificate").GetString());
        Assert.Equal(Digest, json.RootElement.GetProperty("oldCertificate").GetString());
        Assert.Equal("Expired", json.RootElement.GetProperty("rejections")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public void A_plan_with_undefined_values_is_never_possible()
    {
        Assert.True(Plan.IsPossible);
        Assert.False((Plan with { SpaceCheck = (SpaceCheckResult)77 }).IsPossible);
        Assert.False((Plan with { Mode = (WriteMode)77 }).IsPossible);
        Assert.False((Plan with { Mode = (WriteMode)77, SpaceCheck = SpaceCheckResult.Sufficient }).IsPossible);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_plan_with_undefined_values_is_never_carried_out(bool isRoom)
    {
        WritePlan undefined = isRoom ? Plan with { SpaceCheck = (SpaceCheckResult)77 } : Plan with { BytesNeeded = -1 };
        Assert.True(PlanComparison.IsSame(Plan, Plan));
        Assert.False(PlanComparison.IsSame(undefined, Plan));
    }

    [Theory]
    [InlineData(true, "ab", "ab", true)]
    [InlineData(true, "ab", "a", true)]
    [InlineData(true, "ab", "abc", false)]
    [InlineData(true, "ab", "aa", false)]
    [InlineData(false, "ab", "ab", true)]
    [InlineData(false, "ab", "a", false)]
    [InlineData(false, "aa", "a", false)]
    [InlineData(false, "ab", "abc", false)]
    public void MayBeSameAs_what_is_visible(bool wasLoggedIn, string before, string visible, bool expected)
    {
        static PlannedObject[] Objects(string labels)
            => [.. labels.Select(label => new PlannedObject { Kind = TokenObjectKind.Data, Label = label.ToString(), Id = null, Hash = Digest, Change = PlannedChange.Keep })];
        PlannedObject written = new() { Kind = TokenObjectKind.Certificate, Label = "new", Id = null, Hash = Digest, Change = PlannedChange.Write };
        WritePlan plan = Plan with { IsLoggedIn = wasLoggedIn, Objects = [.. Objects(before), written] };
        WritePlan now =
            Plan with { IsLoggedIn = false, Mode = WriteMode.WriteNewFirst, Objects = [.. Objects(visible), written with { Id = "01" }] };

        Assert.Equal(expected, plan.MayBeSameAs(now));
    }
}
