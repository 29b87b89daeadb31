namespace BioToken.Pkcs11.Records;

/// <summary>
/// A limit as a token reports it: a number, unlimited (CK_EFFECTIVELY_INFINITE), or not at all (CK_UNAVAILABLE_INFORMATION), which is the
/// default value.
/// </summary>
public readonly record struct TokenLimit
{
    private TokenLimit(ulong? value)
    {
        IsReported = true;
        Value = value;
    }

    /// <summary>The token reports that there is no limit.</summary>
    public static TokenLimit Unlimited { get; } = new(value: null);

    /// <summary>False if the token does not report the limit.</summary>
    public bool IsReported { get; }

    /// <summary>True if the token reports that there is no limit.</summary>
    public bool IsUnlimited => IsReported && Value is null;

    /// <summary>The limit; null if there is none, or if it is not reported.</summary>
    public ulong? Value { get; }

    /// <summary>Makes the limit of a number.</summary>
    public static TokenLimit Of(ulong value) => new(value);
}
