using FsCheck;
using FsCheck.Fluent;

namespace BioToken.Npki.Tests.Properties;

/// <summary>
/// Checks what must hold for all values by many made at random; a failure shows the smallest value that it finds, and the seed.
/// </summary>
internal static class Property
{
    /// <summary>Any bytes, of 0 to some 100.</summary>
    public static Gen<byte[]> Bytes { get; } = ArbMap.Default.GeneratorFor<byte[]>();

    public static Gen<byte[]> BytesOf(int length) => ArbMap.Default.GeneratorFor<byte>().ArrayOf(length);

    /// <summary>Any text, Korean and broken surrogates among it.</summary>
    public static Gen<string> Text { get; } = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get);

    public static void Holds<T>(Gen<T> values, Func<T, bool> property, int tests = 200)
        => Prop.ForAll(values.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(tests));
}
