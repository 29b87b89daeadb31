using FsCheck;
using FsCheck.Fluent;

namespace BioToken.Npki.Tests.Properties;

/// <summary>Checks a property of all values with many random ones; a failure reports the smallest value found, and the seed.</summary>
internal static class Property
{
    /// <summary>Any bytes, 0 to about 100 of them.</summary>
    public static Gen<byte[]> Bytes { get; } = ArbMap.Default.GeneratorFor<byte[]>();

    public static Gen<byte[]> BytesOf(int length) => ArbMap.Default.GeneratorFor<byte>().ArrayOf(length);

    /// <summary>Any text, including Korean and broken surrogates.</summary>
    public static Gen<string> Text { get; } = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get);

    public static void Holds<T>(Gen<T> values, Func<T, bool> property, int tests = 200)
        => Prop.ForAll(values.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(tests));
}
