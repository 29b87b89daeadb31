namespace MockedToken;

internal sealed record BidResult(ReadOnlyMemory<byte> Signature, string? Advice)
{
    public static BidResult Signed(ReadOnlyMemory<byte> signature) => new(signature, null);

    public static BidResult Failed(string advice) => new(default, advice);
}
