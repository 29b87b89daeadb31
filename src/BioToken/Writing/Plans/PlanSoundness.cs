using System.Security.Cryptography;

namespace BioToken.Writing.Plans;

/// <summary>Whether a plan is well-formed: it may come from a file, which may be damaged or made by hand.</summary>
internal static class PlanSoundness
{
    public static bool Holds(WritePlan plan)
        => plan is { TokenSerialNumber: not null, Objects: not null, SettledFirst: not null, Rejections: not null }
            && Enum.IsDefined(plan.Mode)
            && Enum.IsDefined(plan.SpaceCheck)
            && plan is { BytesNeeded: >= 0, BytesFree: null or >= 0 }
            && (plan.OldCertificateHash ?? plan.NewCertificateHash) is not null
            && IsDigest(plan.OldCertificateHash)
            && IsDigest(plan.NewCertificateHash)
            && (plan.Mode == WriteMode.WriteNewFirst || plan is { OldCertificateHash: not null, NewCertificateHash: not null })
            && plan.Objects.All(IsSound)
            && plan.Rejections.All(rejection => rejection is { Message: not null } && Enum.IsDefined(rejection.Rejection))
            && plan.SettledFirst.All(o => IsSound(o) && o.Change == PlannedChange.Erase);

    private static bool IsSound(PlannedObject? planned)
        => planned is { Hash: not null } && Enum.IsDefined(planned.Change) && IsDigest(planned.Hash) && IsHexadecimal(planned.Id);

    private static bool IsDigest(string? text) => text is null || (text.Length == 2 * SHA256.HashSizeInBytes && IsHexadecimal(text));

    private static bool IsHexadecimal(string? text) => text is null || (text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit));
}
