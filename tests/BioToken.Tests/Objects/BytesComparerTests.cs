using BioToken.Objects;

namespace BioToken.Tests.Objects;

public sealed class BytesComparerTests
{
    [Fact]
    public void Equals_compares_contents()
    {
        Assert.True(BytesComparer.Instance.Equals([1, 2], [1, 2]));
        Assert.False(BytesComparer.Instance.Equals([1, 2], [1, 3]));
        Assert.True(BytesComparer.Instance.Equals(null, null));
        Assert.False(BytesComparer.Instance.Equals(null, []));
        Assert.False(BytesComparer.Instance.Equals([], null));
    }

    [Fact]
    public void GetHashCode_depends_on_the_contents()
    {
        Assert.Equal(BytesComparer.Instance.GetHashCode([1, 2]), BytesComparer.Instance.GetHashCode([1, 2]));
        Assert.True(Enumerable.Range(0, 16).Select(i => BytesComparer.Instance.GetHashCode([(byte)i])).Distinct().Count() > 1);
    }
}
