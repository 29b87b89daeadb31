using BioToken.Npki.Identities;

namespace BioToken.Cli.Output;

/// <summary>Finds out why an identity number cannot be checked.</summary>
internal static class IdentityNumberProblems
{
    /// <summary>The missing part, the certificate first: without a VID, R is useless.</summary>
    public static IdentityNumberProblem Of(NpkiIdentity identity) => identity.Certificate switch
    {
        { IsIdentifyDataUnreadable: true } => IdentityNumberProblem.VidUnreadable,
        { VirtualIdentifier: null } => IdentityNumberProblem.VidMissing,
        _ when identity.HasUnusableRandomValue => IdentityNumberProblem.RandomValueUnusable,
        _ when !identity.HasRandomValue => IdentityNumberProblem.RandomValueMissing,
        _ => IdentityNumberProblem.VidAlgorithmUnknown,
    };
}
