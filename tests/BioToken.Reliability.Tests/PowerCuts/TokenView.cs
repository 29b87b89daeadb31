using System.Globalization;
using System.Text;
using BioToken.Simulator.State;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>
/// One token: equal to another if every byte of its state and of its objects is equal. The number of times that the state was written is
/// ignored.
/// </summary>
internal sealed class TokenView(TokenState state, IReadOnlyList<Simulator.Objects.TokenObject> objects) : IEquatable<TokenView>
{
    private readonly Lazy<byte[]> _bytes = new(() => Encode(state, objects));

    public TokenState State => state;

    public IReadOnlyList<Simulator.Objects.TokenObject> Objects => objects;

    public TokenView With(Func<TokenState, TokenState> change) => new(change(state), objects);

    public bool Equals(TokenView? other) => other is not null && _bytes.Value.AsSpan().SequenceEqual(other._bytes.Value);

    public override bool Equals(object? obj) => Equals(obj as TokenView);

    public override int GetHashCode() => objects.Count;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"slot {state.Slot}, tries {state.UserPin.TriesLeft} {state.OfficerPin.TriesLeft} {state.FingerTriesLeft}, {objects.Count} objects");

    private static byte[] Encode(TokenState state, IReadOnlyList<Simulator.Objects.TokenObject> objects)
    {
        List<byte> bytes = [.. state.Encode()];
        foreach (Simulator.Objects.TokenObject encoded in objects)
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(encoded.Name));
            bytes.Add((byte)encoded.Version);
            bytes.AddRange(encoded.Attributes.Encode());
        }

        return [.. bytes];
    }
}
