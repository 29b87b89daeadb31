using BioToken.Tokens;
using BioToken.Writing.Plans;

namespace BioToken.Fuzz;

/// <summary>Plans that <c>plan --json</c> wrote and <c>copy --plan</c> reads.</summary>
internal sealed class PlanTarget : FuzzTarget
{
    public override IReadOnlyList<string> Words =>
    [
        "null", "true", "[]", "{}", "[null]", "\"\"", "\"\\ud800\"", "\"mode\":", "\"writeNewFirst\"", "\"eraseOldFirst\"",
        "\"spaceCheck\":", "\"enough\"", "\"tooSmall\"", "\"unknown\"", "\"bytesNeeded\":", "\"bytesFree\":", "\"objects\":[", "\"class\":",
        "\"change\":", "\"stays\"", "\"erased\"", "\"written\"",
        "\"CERTIFICATE\"", "\"writeNewFirst,eraseOldFirst\"", "},{", ",", ":", "[", "]", "{", "}",
    ];

    public override IEnumerable<byte[]> MakeSeeds()
    {
        WritePlan plan = new()
        {
            TokenSerialNumber = "SIM0123456789ABC",
            IsLoggedIn = true,
            NewCertificateHash = new string('a', 64),
            Mode = WriteMode.WriteNewFirst,
            SpaceCheck = SpaceCheckResult.Sufficient,
            BytesNeeded = 4096,
            BytesFree = 8192,
            Objects = [new PlannedObject { Kind = TokenObjectKind.Certificate, Label = "회사", Id = "01", Hash = new string('b', 64), Change = PlannedChange.Write }, new PlannedObject { Kind = TokenObjectKind.Data, Label = null, Id = null, Hash = new string('c', 64), Change = PlannedChange.Keep }],
        };
        return [Utf8(plan.ToJson()), Utf8((plan with { Mode = WriteMode.EraseOldFirst, OldCertificateHash = new string('d', 64), BytesFree = null, Objects = [] }).ToJson()), Utf16(plan.ToJson())];
    }

    public override bool IsDeclared(Exception e) => e is FormatException { Message.Length: > 0 };

    public override void Read(byte[] input)
    {
        WritePlan plan = WritePlan.FromJson(TextOf(input));
        Require(Enum.IsDefined(plan.Mode) && Enum.IsDefined(plan.SpaceCheck), "mode and room are ones");
        Require(plan.Objects.All(o => Enum.IsDefined(o.Change)), "the changes are ones");
        Require(plan.BytesNeeded >= 0 && plan.BytesFree is null or >= 0, "sizes are not negative");
        Require(plan.TokenSerialNumber is not null && plan.Objects.All(o => o.Hash is not null), "texts are there");
        string json = plan.ToJson();
        Require(WritePlan.FromJson(json).ToJson() == json, "a plan that is written is read again");
        _ = (plan.IsPossible, plan.Before.Count(), plan.After.Count());
    }
}
