namespace BioToken.Cli.Output;

/// <summary>Why an identity number cannot be checked.</summary>
internal enum IdentityNumberProblem
{
    /// <summary>The certificate has no VID.</summary>
    VidMissing,

    /// <summary>The part of the certificate that would hold the VID cannot be read.</summary>
    VidUnreadable,

    /// <summary>The hash function of the VID is not known.</summary>
    VidAlgorithmUnknown,

    /// <summary>The key has no random value R.</summary>
    RandomValueMissing,

    /// <summary>The random value R in the key cannot be read.</summary>
    RandomValueUnusable,
}
