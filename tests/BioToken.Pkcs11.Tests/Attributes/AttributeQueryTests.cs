using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Tests;

public sealed class AttributeQueryTests
{
    [Fact]
    public void Constructor_with_a_guess_above_the_limit_throws()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new AttributeQuery((CKA.VALUE, AttributeQuery.MaxValueLength + 1)));

    [Fact]
    public void Constructor_with_guesses_above_the_sum_throws()
    {
        (CKA, int)[] guesses = [.. Enumerable.Repeat((CKA.VALUE, AttributeQuery.MaxValueLength), 17)];

        Assert.Throws<InvalidOperationException>(() => new AttributeQuery(guesses));
    }

    [Fact]
    public void Set_of_a_value_above_the_sum_throws_and_leaves_the_query_as_it_was()
    {
        (CKA, int)[] guesses = [.. Enumerable.Repeat((CKA.VALUE, AttributeQuery.MaxValueLength), 15), (CKA.ID, 16), (CKA.LABEL, 8)];
        using var query = new AttributeQuery(guesses);
        query.Set(15, "id"u8);
        query.Set(16, "a label"u8);

        Assert.Throws<InvalidOperationException>(() => query.Set(15, new byte[AttributeQuery.MaxValueLength]));

        Assert.Equal("id"u8, query.ValueAt(15));
        Assert.Equal("a label"u8, query.ValueAt(16));
    }

    [Fact]
    public void Set_of_a_value_larger_than_its_guess_keeps_the_others()
    {
        using var query = new AttributeQuery((CKA.ID, 2), (CKA.LABEL, 2), (CKA.VALUE, 2));
        query.Set(0, "ab"u8);
        query.Set(2, "cd"u8);

        query.Set(1, "a longer label"u8);

        Assert.Equal("ab"u8, query.ValueAt(0));
        Assert.Equal("a longer label"u8, query.ValueAt(1));
        Assert.Equal("cd"u8, query.ValueAt(2));
    }

    [Theory]
    [InlineData("07000000", 7ul)]
    [InlineData("0700000000000000", 7ul)]
    [InlineData("FFFFFFFF", null)]
    [InlineData("FFFFFFFFFFFFFFFF", null)]
    [InlineData("0700", null)]
    [InlineData("", null)]
    public void GetULong_reads_either_width_and_unavailable_as_null(string bytes, ulong? value)
    {
        using var query = new AttributeQuery((CKA.VALUE_LEN, 8));
        query.Set(0, Convert.FromHexString(bytes));

        Assert.Equal(value, query.GetULong(CKA.VALUE_LEN));
    }

    [Fact]
    public void Missing_attributes_read_as_null()
    {
        using var query = new AttributeQuery((CKA.ALWAYS_AUTHENTICATE, 1));

        Assert.Null(query.GetBoolean(CKA.ALWAYS_AUTHENTICATE));
        Assert.Null(query.GetULong(CKA.VALUE_LEN));
        Assert.Null(query.GetBytes(CKA.ID));
    }

    [Fact]
    public void Dispose_zeroes_what_was_read()
    {
        var query = new AttributeQuery((CKA.VALUE, 16));
        query.Set(0, "secret"u8);
        byte[] values = query.Values;

        query.Dispose();

        Assert.True(values.AsSpan().IndexOfAnyExcept((byte)0) < 0);
        Assert.False(query.IsAvailable(0));
    }

    [Fact]
    public void Zero_clears_one_value_and_leaves_the_others()
    {
        using var query = new AttributeQuery((CKA.ID, 8), (CKA.VALUE, 8));
        query.Set(0, "id"u8);
        query.Set(1, "secret"u8);

        query.Zero(1);

        Assert.False(query.IsAvailable(1));
        Assert.Equal(-1, query.Values.AsSpan().IndexOf("secret"u8));
        Assert.Equal("id"u8, query.ValueAt(0));
    }
}
