using System.Security.Cryptography;

namespace BioToken.Simulator;

/// <summary>A signature under way in a session.</summary>
internal sealed class SignOperation(SignMechanism mechanism, SigningKey key)
{
    public SignMechanism Mechanism => mechanism;

    public SigningKey Key => key;

    /// <summary>Digest that PSS is over; unset for other mechanisms.</summary>
    public HashAlgorithmName Hash { get; init; }

    /// <summary>The login that the operation was started under; it ends with it.</summary>
    public long LoginVersion { get; set; }

    /// <summary>
    /// Whether the key needs a login of its own for this one operation (CKA_ALWAYS_AUTHENTICATE), which has not come yet.
    /// </summary>
    public bool NeedsContextLogin { get; set; }

    /// <summary>Whether the key has CKA_ALWAYS_AUTHENTICATE.</summary>
    public bool TakesContextLogin { get; set; }
}
